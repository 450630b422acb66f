#pragma once

/// @file
/// A choice for large programs: with `VEEAM_COMPILED` defined for all of a program, functions are declared only and the
/// tables of the generated types are not made, and the program links the CMake target `veeam::compiled`, or has one
/// source file that includes <veeam/compiled.ipp>. Without it everything stands in the headers. The two behave alike.

#ifdef VEEAM_COMPILED
#    define VEEAM_DEFINE
#else
#    define VEEAM_DEFINE inline
#endif
