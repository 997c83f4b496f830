using System.Collections.Immutable;

namespace Fridge.Tooling.Host;

/// <summary>What this machine must be able to do.</summary>
public enum HostNeed
{
    /// <summary>An engine that answers, buildx, ssh.</summary>
    Images,

    /// <summary>Programs of other architectures run: a kernel handler that works inside containers.</summary>
    Emulation,

    /// <summary>A Debian made from packages, where no registry gives a builder image.</summary>
    Bootstrap,

    /// <summary>Debian's signatures can be checked: what <c>Images --update</c> reads is committed.</summary>
    Signatures,

    /// <summary>What the ci suite meets its rooms with: sshd, a registry, an etcd, Prometheus' promtool, a JDK.</summary>
    Tests,
}

public static class HostNeeds
{
    /// <summary>To boards: what their images need; ARM programs run there.</summary>
    public static readonly ImmutableArray<HostNeed> DeployToBoards = [HostNeed.Images, HostNeed.Bootstrap];

    /// <summary>To virtual Pis, which run ARM programs here.</summary>
    public static readonly ImmutableArray<HostNeed> Deploy = [HostNeed.Images, HostNeed.Emulation, HostNeed.Bootstrap];

    public static readonly ImmutableArray<HostNeed> Tests = [.. Deploy, HostNeed.Tests];
}
