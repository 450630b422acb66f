#pragma once

/// @file
/// Hints for compilers that take them, in this one place. Without them the code is slower and does the same.

#if defined(__GNUC__) && defined(__OPTIMIZE__)
/// A function of a few instructions on a path that is taken for every byte or member.
///
/// Not in an unoptimised build: there inlining only adds up the locals of all of them in frames that recursion repeats.
#    define VEEAM_INLINE inline __attribute__((always_inline))
#else
#    define VEEAM_INLINE inline
#endif

#if defined(__GNUC__)
/// A function for the rare case, kept out of the way of the usual one.
#    define VEEAM_OUT_OF_LINE __attribute__((noinline))
/// A function for the case that ends the work.
#    define VEEAM_COLD __attribute__((noinline, cold))
#else
#    define VEEAM_OUT_OF_LINE
#    define VEEAM_COLD
#endif

#if defined(__clang__)
/// A constructor or a conversion that refuses what it takes; `VEEAM_REFUSES("reason") X(T const&) VEEAM_REFUSED;`
///
/// g++ shows the template arguments of a deleted function in the first line of its message, and so the reason among
/// them; clang only in a note below. There the function is unavailable instead, which clang resolves as it does deleted
/// ones, so type traits stay true, and the reason stands in the first line.
#    define VEEAM_REFUSES(reason) __attribute__((unavailable(reason)))
#    define VEEAM_REFUSED
/// The same where the reason depends on template arguments: an incomplete type whose name says it. On clang type traits
/// take such a function for callable, since the fault is in its body.
#    define VEEAM_REFUSED_AS(...) \
        { static_cast<void>(sizeof(__VA_ARGS__)); }
#else
#    define VEEAM_REFUSES(reason)
#    define VEEAM_REFUSED = delete
#    define VEEAM_REFUSED_AS(...) = delete;
#endif
