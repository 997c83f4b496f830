/*
 * What a program without a C library stands on: one file serves all machines, and numbers are those of each machine's asm/unistd.h.
 * Who includes this defines `program`; what it returns is the exit code.
 */
#if defined(__arm__)
enum { EXIT = 1, READ = 3, WRITE = 4, EXECVE = 11, UNAME = 122, OPENAT = 322, SOCKET = 281, CONNECT = 283, SENDTO = 290, SETSOCKOPT = 294 };
__asm__(".globl _start\n_start: mov r0, sp\n bl start\n");
static long call(long number, long a, long b, long c, long d, long e)
{
    register long r7 __asm__("r7") = number;
    register long r0 __asm__("r0") = a;
    register long r1 __asm__("r1") = b;
    register long r2 __asm__("r2") = c;
    register long r3 __asm__("r3") = d;
    register long r4 __asm__("r4") = e;
    __asm__ volatile("svc 0" : "+r"(r0) : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4) : "memory");
    return r0;
}
#elif defined(__aarch64__)
enum { EXIT = 93, READ = 63, WRITE = 64, EXECVE = 221, UNAME = 160, OPENAT = 56, SOCKET = 198, CONNECT = 203, SENDTO = 206, SETSOCKOPT = 208 };
__asm__(".globl _start\n_start: mov x0, sp\n bl start\n");
static long call(long number, long a, long b, long c, long d, long e)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4) : "memory");
    return x0;
}
#elif defined(__x86_64__)
enum { EXIT = 60, READ = 0, WRITE = 1, EXECVE = 59, UNAME = 63, OPENAT = 257, SOCKET = 41, CONNECT = 42, SENDTO = 44, SETSOCKOPT = 54 };
__asm__(".globl _start\n_start: mov %rsp, %rdi\n and $-16, %rsp\n call start\n");
static long call(long number, long a, long b, long c, long d, long e)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8) : "rcx", "r11", "memory");
    return result;
}
#else
#error "call.h knows arm, aarch64 and x86_64"
#endif

static long program(long count, char **words);

static int same(const char *left, const char *right)
{
    while (*left && *left == *right)
        left++, right++;
    return *left == *right;
}

static long length(const char *text)
{
    long count = 0;
    while (text[count])
        count++;
    return count;
}

/* The stack as the kernel leaves it: the number of words, the words, a null, the environment, a null. */
__attribute__((noreturn, used)) void start(long *stack)
{
    call(EXIT, program(stack[0], (char **)(stack + 1)), 0, 0, 0, 0);
    __builtin_unreachable();
}
