namespace Fridge.Virtual.Needs;

/// <summary>One thing of this machine that a virtual Pi is given or denied, with the reason.</summary>
/// <param name="What">As docker, or the kernel, spells it.</param>
/// <param name="Where">Which Pis: <see cref="Every"/>, or those of an orchestrator.</param>
internal sealed record PiNeed(PiNeedKind Kind, string What, string Where, string Why)
{
    public const string Every = "every Pi";
    public const string Kubernetes = "Kubernetes";
}

internal enum PiNeedKind
{
    Capability,

    /// <summary>A rule of the device cgroup, beside the engine's own for each container (null, zero, random, terminals).</summary>
    Device,

    /// <summary>A folder on a volume of its own.</summary>
    Folder,

    /// <summary>A folder that is kept in the volume of the Pi's disk.</summary>
    Kept,

    /// <summary>Of the engine's own guards (<c>--security-opt</c>): one that is lifted.</summary>
    Option,
}
