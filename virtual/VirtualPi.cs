using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fridge.Model;
using Fridge.Tooling.Host;

namespace Fridge.Virtual;

/// <summary>One virtual Pi: a container with an init system, an sshd and an engine of its own.</summary>
internal sealed record VirtualPi
{
    public required string Node { get; init; }

    public required string Container { get; init; }

    public required string Address { get; init; }

    /// <summary>Arguments of <c>docker</c> that create the container.</summary>
    public required ImmutableArray<string> CreateArguments { get; init; }

    /// <summary>What its processes may not ask the kernel; fed to <c>docker create</c>.</summary>
    public required string SeccompProfile { get; init; }

    /// <summary>Laid down before its first boot.</summary>
    public required ImmutableArray<PiFile> Files { get; init; }

    /// <summary>Of what a person asked for and of the image, not of what was found on this machine: a new kernel replaces no Pi.</summary>
    public required string SpecHash { get; init; }

    public static VirtualPi From(Cluster cluster, Node node, HostFacts host, VirtualSettings settings)
    {
        var files = PiFiles.For(cluster, node);
        var hash = Hash([.. PiArguments.Identity(cluster, node, settings), .. files.Select(file => $"{file.Path}\n{file.Content}")]);
        return new VirtualPi
        {
            Node = node.Name,
            Container = VirtualNames.Container(cluster.Name, node.Name),
            Address = node.Address,
            Files = files,
            SpecHash = hash,
            SeccompProfile = Needs.SeccompProfile.Text(host.CgroupVersion),
            CreateArguments = [.. PiArguments.Create(cluster, node, hash, host, settings)],
        };
    }

    private static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..16];
}

/// <param name="Path">Absolute, on the Pi.</param>
/// <param name="Runs">It is a program.</param>
internal sealed record PiFile(string Path, string Content, bool Runs = false);
