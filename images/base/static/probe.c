/*
 * The health check of images that have no shell: `probe tcp PORT` is 0 when something listens there on this host,
 * `probe http PORT PATH` when it answers 200; 1 when not, 2 when called in another way. Waits 5 s at most for each step.
 */
#include "call.h"

enum { AF_INET = 2, SOCK_STREAM = 1, SOL_SOCKET = 1, SO_RCVTIMEO = 20, SO_SNDTIMEO = 21, MSG_NOSIGNAL = 0x4000, PATIENCE_SECONDS = 5 };

struct address { unsigned short family; unsigned char port[2]; unsigned char host[4]; unsigned char zero[8]; };
struct time { long seconds, microseconds; };

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
    return call(SENDTO, socket, (long)text, length(text), MSG_NOSIGNAL, 0) == length(text);
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

static long program(long count, char **words)
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
