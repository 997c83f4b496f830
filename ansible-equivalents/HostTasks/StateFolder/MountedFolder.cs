using System.Collections.Immutable;
using System.Globalization;
using Fridge.Model;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks.StateFolder;

/// <summary>A folder as a node has it.</summary>
/// <param name="At">Where the file system that has it is mounted.</param>
/// <param name="Type">Of that, as the kernel has it: <c>nfs4</c>.</param>
/// <param name="Inode">Its number there, which a file server gives to all its clients alike.</param>
/// <param name="Access">Owner, group and mode: <c>0:0 755</c>.</param>
/// <param name="IsWritable">By the user of Flink's images, as the file server judges him too.</param>
internal sealed record MountedFolder(string At, string Type, string Source, string Inode, string Access, bool IsWritable)
{
    /// <summary>File systems that nodes have from elsewhere.</summary>
    private static readonly ImmutableHashSet<string> OfANetwork =
        ["nfs", "nfs4", "cifs", "smb3", "ceph", "glusterfs", "lustre", "9p", "afs", "beegfs", "gfs2", "ocfs2", "fuse.glusterfs", "fuse.ceph", "fuse.sshfs", "fuse.mfs", "fuse.juicefs"];

    /// <summary>Those of them of which each client makes numbers of its own.</summary>
    private static readonly ImmutableHashSet<string> WithNumbersOfTheClient = ["cifs", "smb3", "afs", "fuse.sshfs"];

    public bool IsOfANetwork => OfANetwork.Contains(Type);

    /// <summary>The node's own root: nothing is mounted there.</summary>
    public bool IsOnTheRoot => At == "/";

    public bool MayBe(MountedFolder other) => Inode == other.Inode || WithNumbersOfTheClient.Overlaps([Type, other.Type]);

    /// <summary>Null: there is none. Its name with a dot behind has a share mounted that is mounted when somebody asks.</summary>
    public static Fact<MountedFolder?> Of(SharedFolder folder) => new("state_folder", """
        [ -d "$1/." ] || exit 1
        at=$(stat -c %m "$1/.")
        while read -r source to type _; do [ "$to" != "$at" ] || found="$type $source"; done </proc/mounts
        echo "$at $found"
        stat -c '%i %u:%g %a' "$1/."
        setpriv --reuid="$2" --regid="$2" --clear-groups sh -c '[ -w "$1" ] && [ -x "$1" ]' sh "$1" && echo writable
        :
        """, Parse)
    {
        Arguments = [folder.Path, WellKnown.FlinkUser.ToString(CultureInfo.InvariantCulture)],
    };

    private static MountedFolder? Parse(FactText text)
    {
        if (text.Lines.IsEmpty)
            return null;
        var mount = text.Lines[0].Split(' ', 3);
        var folder = text.Lines[1].Split(' ', 2);
        return new(mount[0], mount[1], mount[2], folder[0], folder[1], text.Lines.Contains("writable"));
    }
}
