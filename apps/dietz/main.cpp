#include "composition/program.hpp"

int main(int argc, char** argv) { return dietz::run_program(argc, argv); }
