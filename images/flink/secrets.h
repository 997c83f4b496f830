/*
 * Secret options reach Flink in its configuration alone: Flink logs its arguments and the JVM's, and shows both over REST.
 * Where the orchestrator mounted /run/secrets/flink, each file there is YAML with one option. They and /opt/flink/conf/config.yaml
 * become /run/flink/config.yaml, which this container's user alone may read; the manifests give /run/flink a tmpfs, so that no disk
 * and no image has it, and name it as --configDir. Where the folder isn't mounted, nothing is done.
 */
#if defined(__arm__)
enum { GETDENTS64 = 217, CLOSE = 6 };
#elif defined(__aarch64__)
enum { GETDENTS64 = 61, CLOSE = 57 };
#else
enum { GETDENTS64 = 217, CLOSE = 3 };
#endif

enum { HERE = -100, NO_SUCH_FILE = -2, WRITE_ONLY = 01, CREATE_ANEW = 0100 | 01000, OWNER_ALONE = 0600, BLOCK = 4096 };
/* Where a name begins in what getdents64(2) fills: after inode, offset, length of the entry and type. */
enum { ENTRY_LENGTH = 16, ENTRY_NAME = 19 };

static const char secret_options[] = "/run/secrets/flink", plain_options[] = "/opt/flink/conf/config.yaml", all_options[] = "/run/flink/config.yaml";
static char block[BLOCK], entries[BLOCK] __attribute__((aligned(8)));

static int write_whole(long file, const char *bytes, long count)
{
    while (count > 0) {
        long done = call(WRITE, file, (long)bytes, count, 0, 0);
        if (done <= 0)
            return 0;
        bytes += done, count -= done;
    }
    return 1;
}

/* A file's bytes and a line's end, so that the next file begins a line. */
static int append(long folder, const char *name, long target)
{
    long got, file = call(OPENAT, folder, (long)name, 0, 0, 0);
    if (file < 0)
        return 0;
    while ((got = call(READ, file, (long)block, BLOCK, 0, 0)) > 0)
        if (!write_whole(target, block, got))
            got = -1;
    call(CLOSE, file, 0, 0, 0, 0);
    return got == 0 && write_whole(target, "\n", 1);
}

/* A name that begins with a dot is the folder itself, the one above, or Kubernetes' own beside the links to them. */
static int append_folder(long folder, long target)
{
    long have;
    while ((have = call(GETDENTS64, folder, (long)entries, BLOCK, 0, 0)) > 0)
        for (long at = 0; at < have; at += *(unsigned short *)(entries + at + ENTRY_LENGTH))
            if (entries[at + ENTRY_NAME] != '.' && !append(folder, entries + at + ENTRY_NAME, target))
                return 0;
    return have == 0;
}

/* Whether Flink may start: without its secrets it would, and fail later in a way that names none of this. */
static int put_secrets_in_place(void)
{
    long folder = call(OPENAT, HERE, (long)secret_options, 0, 0, 0);
    if (folder == NO_SUCH_FILE)
        return 1;
    long target = call(OPENAT, HERE, (long)all_options, WRITE_ONLY | CREATE_ANEW, OWNER_ALONE, 0);
    int whole = folder >= 0 && target >= 0 && append(HERE, plain_options, target) && append_folder(folder, target);
    call(CLOSE, folder, 0, 0, 0, 0);
    call(CLOSE, target, 0, 0, 0, 0);
    return whole;
}
