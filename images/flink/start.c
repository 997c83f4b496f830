/*
 * The entry point of Flink's image: java itself, with the image's argument file before the words of the command.
 * `sh` and `bash` are a shell where the variant has one. A command of the official image's entry point, a shell that isn't there and
 * no command at all are answered with the variant to ask for, and 2.
 */
#include "call.h"

static char java[] = "/opt/java/bin/java", arguments[] = "@/opt/flink/image.args";

static const char *const shells[] = { "sh", "bash", "/bin/sh", "/bin/bash", 0 };
static const char *const official[] = { "help", "jobmanager", "taskmanager", "standalone-job", "history-server", "sql-gateway", 0 };

static int among(const char *const *known, const char *word)
{
    while (*known && !same(*known, word))
        known++;
    return *known != 0;
}

static void say(const char *text)
{
    call(WRITE, 2, (long)text, length(text), 0, 0);
}

static long refuse(const char *command, const char *variant)
{
    say(command);
    say(": this variant of Flink's image starts Java directly, with the argument file and the class that Fridge's manifests name.\n"
        "The variant that takes this command is built by ./build.sh Images --variant ");
    say(variant);
    say("\n");
    return 2;
}

static long program(long count, char **words)
{
    char **environment = words + count + 1;
    if (count < 2)
        return refuse("no command", "full");
    if (among(official, words[1]))
        return refuse(words[1], "full");
    if (among(shells, words[1])) {
        call(EXECVE, (long)"/bin/sh", (long)(words + 1), (long)environment, 0, 0);
        return refuse(words[1], "debug");
    }
    /* One word more than came: the slot of their number, below the first, has room for it. */
    words[-1] = java;
    words[0] = arguments;
    call(EXECVE, (long)java, (long)(words - 1), (long)environment, 0, 0);
    say("/opt/java/bin/java could not be started\n");
    return 126;
}
