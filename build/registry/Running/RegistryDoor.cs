using Fridge.Model;
using Fridge.Nodes;
using Fridge.Registry.Distribution;

namespace Fridge.Registry.Running;

/// <summary>The registry through the manager's session: on its loopback, believed by the cluster's CA alone.</summary>
internal static class RegistryDoor
{
    public static OciRegistryClient Open(NodeSession manager, string authority) => new(new RegistryConnection(WellKnown.Registry)
    {
        Dial = (_, cancellationToken) => manager.Transport.DialAsync("127.0.0.1", RegistryPlace.Port, cancellationToken),
        CaPem = authority,
    });
}
