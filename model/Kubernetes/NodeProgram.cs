namespace Fridge.Model;

/// <summary>A program, or a Debian package with some, that is laid on a node; verified, in this machine's cache.</summary>
/// <param name="Name">As the node has it: <c>kubelet</c>; of a package, its file's name.</param>
/// <param name="File">On this machine.</param>
/// <param name="Sha256">In hex.</param>
public sealed record NodeProgram(string Name, string File, string Sha256)
{
    public bool IsPackage => Name.EndsWith(".deb", StringComparison.Ordinal);
}
