using System.Collections.Immutable;
using System.Net;
using Fridge.Provisioning.Changes;

namespace Fridge.Provisioning.Swarm;

/// <summary>A change that is made through a node's engine, so that no token is ever on an argv.</summary>
internal abstract record SwarmChange(string Node, string Description, string Diff = "")
    : Change("swarm", Node, Description, Diff);

/// <param name="Address">Where the others reach it.</param>
/// <param name="Pool">What Swarm takes overlay networks from.</param>
internal sealed record FormSwarm(string Node, IPAddress Address, IPNetwork Pool)
    : SwarmChange(Node, $"form a swarm at {Address}, address pool {Pool}, node certificates for {SwarmLimits.CertificateYears} years");

internal sealed record JoinSwarm(string Node, IPAddress Address, IPAddress Manager, bool AsManager)
    : SwarmChange(Node, $"join the swarm as {(AsManager ? "manager" : "worker")} at {Address}");

/// <summary>A node that was set up anew left its former self behind, which never comes back.</summary>
/// <param name="SwarmNodeId">The former self's id.</param>
internal sealed record ForgetFormerSelf(string Node, string SwarmNodeId)
    : SwarmChange(Node, $"remove its earlier entry {SwarmNodeId[..Math.Min(12, SwarmNodeId.Length)]}");

/// <param name="Labels">All labels that the node should have, a person's own among them.</param>
internal sealed record LabelNode(string Node, ImmutableSortedDictionary<string, string> Labels, string Difference)
    : SwarmChange(Node, "write its labels", Difference);

internal sealed record LengthenCertificates(string Node, bool Renew)
    : SwarmChange(Node, $"make node certificates last {SwarmLimits.CertificateYears} years{(Renew ? " and renew them" : "")}");

internal static class SwarmLimits
{
    /// <summary>
    /// A shelf that is switched off for longer than its certificates last never comes back: Swarm renews them only
    /// while it runs, and its default is 90 days (moby/swarmkit#2933).
    /// </summary>
    public const int CertificateYears = 10;

    public static readonly TimeSpan CertificateLife = TimeSpan.FromDays(365 * CertificateYears);

    /// <summary>What is left to others, such as a person's own five years, is left alone.</summary>
    public static readonly TimeSpan ShortestAcceptedLife = TimeSpan.FromDays(2 * 365);
}
