using System.Globalization;
using Fridge.Model;
using Fridge.Nodes;
using Fridge.Tooling.Oci;

namespace Fridge.Provisioning.Registry;

/// <summary>The registry through the manager's session: on its loopback, believed by the cluster's CA alone.</summary>
public static class RegistryDoor
{
    public static OciRegistryClient Open(NodeSession manager, string authority) => new(
        WellKnown.Registry, cancellationToken => manager.Transport.DialAsync("127.0.0.1", Port, cancellationToken), authority);

    internal static int Port => int.Parse(WellKnown.Registry.Split(':')[1], CultureInfo.InvariantCulture);
}
