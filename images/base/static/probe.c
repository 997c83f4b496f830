/*
 * The health check of images that have no shell: `probe tcp PORT` is 0 when something listens there on this host,
 * `probe http PORT PATH` when it answers 200; 1 when not, 2 when called in another way. Waits 5 s at most for each step.
 * No C library, so that one file serves all machines: numbers are those of each machine's asm/unistd.h.
 */
#if defined(__arm__)
enum { EXIT = 1, READ = 3, WRITE = 4, SOCKET = 281, CONNECT = 283, SENDTO = 290, SETSOCKOPT = 294 };
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
enum { EXIT = 93, READ = 63, WRITE = 64, SOCKET = 198, CONNECT = 203, SENDTO = 206, SETSOCKOPT = 208 };
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
enum { EXIT = 60, READ = 0, WRITE = 1, SOCKET = 41, CONNECT = 42, SENDTO = 44, SETSOCKOPT = 54 };
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
#error "probe.c knows arm, aarch64 and x86_64"
#endif

enum { AF_INET = 2, SOCK_STREAM = 1, SOL_SOCKET = 1, SO_RCVTIMEO = 20, SO_SNDTIMEO = 21, MSG_NOSIGNAL = 0x4000, PATIENCE_SECONDS = 5 };

struct address { unsigned short family; unsigned char port[2]; unsigned char host[4]; unsigned char zero[8]; };
struct time { long seconds, microseconds; };

static int same(const char *left, const char *right)
{
    while (*left && *left == *right)
        left++, right++;
    return *left == *right;
}

static int port_of(const char *text)
{
    int port = 0;
    for (; *text >= '0' && *text <= '9' && port <= 65535; text++)
        port = port * 10 + (*text - '0');
    return *text || port > 65535 ? 0 : port;
}

/* A peer that has gone is an answer of 1, not a signal. */
static long send_text(long socket, const char *text)
{
    long length = 0;
    while (text[length])
        length++;
    return call(SENDTO, socket, (long)text, length, MSG_NOSIGNAL, 0) == length;
}

static long dial(int port)
{
    struct address to = { AF_INET, { (unsigned char)(port >> 8), (unsigned char)port }, { 127, 0, 0, 1 }, { 0 } };
    struct time limit = { PATIENCE_SECONDS, 0 };
    long socket = call(SOCKET, AF_INET, SOCK_STREAM, 0, 0, 0);
    if (socket < 0)
        return -1;
    call(SETSOCKOPT, socket, SOL_SOCKET, SO_RCVTIMEO, (long)&limit, sizeof limit);
    call(SETSOCKOPT, socket, SOL_SOCKET, SO_SNDTIMEO, (long)&limit, sizeof limit);
    return call(CONNECT, socket, (long)&to, sizeof to, 0, 0) < 0 ? -1 : socket;
}

/* "HTTP/1.1 200": the status is what counts. */
static int answers(long socket, const char *path)
{
    char head[12];
    long have = 0;
    if (!send_text(socket, "GET ") || !send_text(socket, path) || !send_text(socket, " HTTP/1.0\r\nHost: localhost\r\n\r\n"))
        return 0;
    while (have < (long)sizeof head) {
        long got = call(READ, socket, (long)(head + have), (long)sizeof head - have, 0, 0);
        if (got <= 0)
            return 0;
        have += got;
    }
    return head[8] == ' ' && head[9] == '2' && head[10] == '0' && head[11] == '0';
}

static int check(long count, char **words)
{
    int port = count > 2 ? port_of(words[2]) : 0;
    int http = count == 4 && same(words[1], "http");
    if (!port || (!http && !(count == 3 && same(words[1], "tcp")))) {
        call(WRITE, 2, (long)"usage: probe tcp PORT | probe http PORT PATH\n", 45, 0, 0);
        return 2;
    }
    long socket = dial(port);
    return socket < 0 ? 1 : http ? !answers(socket, words[3]) : 0;
}

/* The stack as the kernel leaves it: the number of words, then the words. */
__attribute__((noreturn, used)) void start(long *stack)
{
    call(EXIT, check(stack[0], (char **)(stack + 1)), 0, 0, 0, 0);
    __builtin_unreachable();
}
