/*
 * The entry point of Flink's image: java itself, with the image's argument file before the words of the command.
 * `sh` and `bash` are a shell where the variant has one. A command of the official image's entry point, a shell that isn't there and
 * no command at all are answered with the variant to ask for, and 2.
 *
 * With FRIDGE_ADDRESS_OPTION=KEY in the environment, `-D KEY=ADDRESS` comes after those words: this container's address, as its engine
 * wrote it to /etc/hosts. A TaskManager that is told needn't wait for the JobManager to find out which of its addresses leads there.
 * Where the file has none, or more than one, nothing is said.
 *
 * With secrets in /run/secrets/flink, Flink's configuration is put together from them first (secrets.h).
 */
#include "call.h"
#include "secrets.h"

enum { AT_FDCWD = -100, MOST_HOSTS = 8192, MOST_WORDS = 64, MOST_OPTION = 256, NAME_FIELD = 65 };

static char java[] = "/opt/java/bin/java", arguments[] = "@/opt/flink/image.args", dynamic[] = "-D";
static const char address_option[] = "FRIDGE_ADDRESS_OPTION=";

static const char *const shells[] = { "sh", "bash", "/bin/sh", "/bin/bash", 0 };
static const char *const official[] = { "help", "jobmanager", "taskmanager", "standalone-job", "history-server", "sql-gateway", 0 };

/* What uname(2) fills: the second field is the host's name. */
static char system_names[6 * NAME_FIELD];
static char hosts[MOST_HOSTS + 1], option[MOST_OPTION];
static char *command[MOST_WORDS + 5];

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

static long refuse(const char *asked, const char *variant)
{
    say(asked);
    say(": this variant of Flink's image starts Java directly, with the argument file and the class that Fridge's manifests name.\n"
        "The variant that takes this command is built by ./build.sh Images --variant ");
    say(variant);
    say("\n");
    return 2;
}

static const char *after(const char *text, const char *prefix)
{
    while (*prefix && *text == *prefix)
        text++, prefix++;
    return *prefix ? 0 : text;
}

static int is_blank(char letter)
{
    return letter == ' ' || letter == '\t';
}

/* Ends the word that begins at text, and finds the next one of its line; null: it was the last. */
static char *next_word(char *text)
{
    while (*text && !is_blank(*text))
        text++;
    while (is_blank(*text))
        *text++ = 0;
    return *text && *text != '#' ? text : 0;
}

/* The address of a line of /etc/hosts when one of its names is the host's own; else null. */
static char *address_in(char *line, const char *host)
{
    int ours = 0, numeric = *line >= '0' && *line <= '9';
    for (char *word = next_word(line); word; word = next_word(word)) {
        char *end = word;
        while (*end && !is_blank(*end))
            end++;
        char kept = *end;
        *end = 0;
        ours |= same(word, host);
        *end = kept;
    }
    for (char *letter = line; *letter; letter++)
        numeric &= *letter != ':';
    return ours && numeric ? line : 0;
}

/* The one IPv4 address that /etc/hosts has for this host; null: none, or several. */
static char *own_address(void)
{
    char *found = 0;
    long file = call(OPENAT, AT_FDCWD, (long)"/etc/hosts", 0, 0, 0);
    long have = 0, got;
    if (file < 0 || call(UNAME, (long)system_names, 0, 0, 0, 0) < 0)
        return 0;
    while (have < MOST_HOSTS && (got = call(READ, file, (long)(hosts + have), MOST_HOSTS - have, 0, 0)) > 0)
        have += got;
    for (char *line = hosts, *end; *line; line = end) {
        for (end = line; *end && *end != '\n'; end++)
            ;
        if (*end)
            *end++ = 0;
        char *address = address_in(line, system_names + NAME_FIELD);
        if (address && found && !same(address, found))
            return 0;
        found = address ? address : found;
    }
    return found;
}

/* KEY=ADDRESS for the key that the environment names; null: it names none, or there is no address. */
static char *address_words(char **environment)
{
    const char *key = 0;
    for (; *environment && !key; environment++)
        key = after(*environment, address_option);
    char *address = key && *key ? own_address() : 0;
    if (!address || length(key) + length(address) + 2 > MOST_OPTION)
        return 0;
    char *end = option;
    for (; *key; key++)
        *end++ = *key;
    *end++ = '=';
    for (; *address; address++)
        *end++ = *address;
    return option;
}

static long program(long count, char **words)
{
    char **environment = words + count + 1;
    long next = 0;
    if (count < 2)
        return refuse("no command", "full");
    if (among(official, words[1]))
        return refuse(words[1], "full");
    if (among(shells, words[1])) {
        call(EXECVE, (long)"/bin/sh", (long)(words + 1), (long)environment, 0, 0);
        return refuse(words[1], "debug");
    }
    if (count > MOST_WORDS) {
        say("start: more words than Flink's manifests give; put them into an argument file\n");
        return 2;
    }
    command[next++] = java;
    command[next++] = arguments;
    for (long word = 1; word < count; word++)
        command[next++] = words[word];
    if (!put_secrets_in_place()) {
        say("start: Flink's secrets in /run/secrets/flink can't be put together with /opt/flink/conf/config.yaml in /run/flink, which wants a tmpfs\n");
        return 1;
    }
    char *address = address_words(environment);
    if (address) {
        command[next++] = dynamic;
        command[next++] = address;
    }
    call(EXECVE, (long)java, (long)command, (long)environment, 0, 0);
    say("/opt/java/bin/java could not be started\n");
    return 126;
}
