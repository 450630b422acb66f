// Include this in one source file of a program that does not link Boost.URL.
#include <boost/url/src.hpp>
