using Fridge.Tooling;
using Fridge.Tooling.Processes;

namespace Fridge.Nodes;

/// <summary>The one way in which Fridge writes files on nodes: <c>put PATH MODE CONTENT</c> and what it is made of, as shell functions.</summary>
public static class NodeFiles
{
    /// <summary>For the beginning of a script; POSIX, changes nothing by itself.</summary>
    public static string Functions { get; } = EmbeddedText.Read(typeof(NodeFiles), "files.sh");

    /// <summary><see cref="Functions"/>, to stand in other shell.</summary>
    public static ShellText Shell => ShellText.Trusted(Functions);
}
