using Fridge.Model;
using Fridge.Nodes;
using Fridge.Registry.Certificates;
using Fridge.Registry.Distribution;

namespace Fridge.Registry.Running;

/// <summary>The registry through the manager's session: on its loopback, believed by the cluster's CA alone.</summary>
/// <param name="Container">Whose log tells more.</param>
internal sealed record RegistryEndpoint(int Port, string Container)
{
    /// <summary>Nodes come in by it.</summary>
    public static readonly RegistryEndpoint Reading = new(NodePorts.Registry, RegistryPlace.Container);

    public static readonly RegistryEndpoint Writing = new(NodePorts.RegistryWriting, RegistryPlace.WritingContainer);

    /// <summary>Where a run writes, as the one who may: root's files say it.</summary>
    public static async Task<OciRegistryClient> OpenAsync(NodeSession manager, string authority, Redactor redactor, CancellationToken cancellationToken) =>
        Writing.Open(manager, authority, await StoredPair.WriterAsync(manager, redactor, cancellationToken));

    public OciRegistryClient Open(NodeSession manager, string authority, CertificatePair identity) => new(new RegistryConnection(WellKnown.Registry)
    {
        Dial = (_, cancellationToken) => manager.Transport.DialAsync("127.0.0.1", Port, cancellationToken),
        CaPem = authority,
        Identity = identity,
    });
}
