//! Money-weighted returns by the crate `xirr`: xirr_peer INPUT OUTPUT [--repeat N]. Formats: bench/README.md.

use std::fs;
use std::time::Instant;
use xirr::{compute, Payment, PaymentDate};

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Day(i32);

impl PaymentDate for Day {
    fn days_since(self, other: Self) -> i32 {
        self.0 - other.0
    }
}

/// User and system time of this process so far, in seconds.
fn cpu_seconds() -> f64 {
    #[repr(C)]
    struct Timespec {
        seconds: i64,
        nanoseconds: i64,
    }
    extern "C" {
        fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
    }
    const CLOCK_PROCESS_CPUTIME_ID: i32 = 2;
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    let status = unsafe { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(status, 0, "no CPU clock");
    time.seconds as f64 + time.nanoseconds as f64 * 1e-9
}

fn read_cashflows(file: &str) -> Vec<Vec<Payment<Day>>> {
    let bytes = fs::read(file).unwrap_or_else(|problem| panic!("{file}: {problem}"));
    assert_eq!(&bytes[..8], b"dietzcf1", "{file}: not a dietzcf1 file");
    let size = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap()) as usize;
    let (portfolios, flows) = (size(8), size(16));
    let amounts_start = 24 + (4 * portfolios * flows).div_ceil(8) * 8;
    let payment = |i: usize| {
        let (day, amount) = (24 + 4 * i, amounts_start + 8 * i);
        Payment {
            date: Day(i32::from_le_bytes(bytes[day..day + 4].try_into().unwrap())),
            amount: f64::from_le_bytes(bytes[amount..amount + 8].try_into().unwrap()),
        }
    };
    (0..portfolios).map(|p| (p * flows..(p + 1) * flows).map(payment).collect()).collect()
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    assert!(words.len() == 3 || (words.len() == 5 && words[3] == "--repeat"), "usage: xirr_peer INPUT OUTPUT [--repeat N]");
    let repeat: usize = words.get(4).map_or(3, |text| text.parse().expect("--repeat takes a number"));
    let plans = read_cashflows(&words[1]);
    let mut rates = Vec::new();
    let (mut cpu, mut wall) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..repeat {
        let (cpu_start, wall_start) = (cpu_seconds(), Instant::now());
        rates = plans.iter().map(|plan| compute(plan).unwrap_or(f64::NAN)).collect::<Vec<f64>>();
        cpu = cpu.min(cpu_seconds() - cpu_start);
        wall = wall.min(wall_start.elapsed().as_secs_f64());
    }
    let bytes: Vec<u8> = rates.iter().flat_map(|rate| rate.to_le_bytes()).collect();
    fs::write(&words[2], bytes).unwrap_or_else(|problem| panic!("{}: {problem}", words[2]));
    let n: usize = plans.iter().map(Vec::len).sum();
    println!("{{\"program\": \"xirr (Rust)\", \"version\": \"0.3.2\", \"n\": {n}, \"cpu_s\": {cpu}, \"wall_s\": {wall}}}");
}
