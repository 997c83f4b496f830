/*
 * Java 17 for 32-bit machines reads a folder by readdir(), which refuses (EOVERFLOW, "Value too large for defined data type") an entry
 * whose inode, or whose place in the folder, takes more than 32 bits: inodes of large XFS disks and of network file systems, places in
 * ext4's hashed folders where the kernel takes the program for a 64-bit one, as it takes an emulated one. java.nio then fails, Java's
 * cryptography with it, and to java.io the folder is empty. readdir64() refuses nothing; this is readdir() by means of it, loaded
 * before the C library (/etc/ld.so.preload). Java reads names alone. Its own cure is in JDK 23 (JDK-8324539).
 */
struct wide { unsigned long long inode; long long place; unsigned short length; unsigned char kind; char name[1]; };
struct narrow { unsigned long inode; long place; unsigned short length; unsigned char kind; char name[1]; };

/* All but the numbers lies equally far from the end of both, so the narrow entry is within the wide one, and is as long-lived. */
enum { SHIFT = __builtin_offsetof(struct wide, name) - __builtin_offsetof(struct narrow, name) };
_Static_assert(SHIFT == __builtin_offsetof(struct wide, length) - __builtin_offsetof(struct narrow, length), "struct dirent");

struct wide *readdir64(void *folder);

struct narrow *readdir(void *folder)
{
    struct wide *entry = readdir64(folder);
    if (!entry)
        return 0;
    unsigned long inode = (unsigned long)entry->inode;
    struct narrow *found = (struct narrow *)((char *)entry + SHIFT);
    found->inode = inode ? inode : 1;
    return found;
}
