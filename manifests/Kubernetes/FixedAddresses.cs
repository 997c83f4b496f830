using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Fridge.Manifests.Values;
using Fridge.Model;

namespace Fridge.Manifests.Kubernetes;

/// <summary>
/// Where nothing answers for names (<c>kubernetes.dns: false</c>): each service gets an address that its name alone decides, and each pod is told all of
/// them in its hosts file. Whatever names a service by its name works with and without DNS.
/// </summary>
internal static class FixedAddresses
{
    /// <summary>The first of a subnet are Kubernetes' own: its API has the first, DNS by custom the tenth.</summary>
    private const int First = 16;

    /// <summary>Of the rest, Kubernetes gives those above the first 256 itself, as long as there are some (since 1.26, KEP-3070).</summary>
    private const int Last = 254;

    public static ImmutableArray<KubernetesObject> Put(ImmutableArray<KubernetesObject> objects, Cluster cluster)
    {
        if (cluster.Kubernetes is not { Dns: false } settings)
            return objects;
        var addresses = Of(settings, objects.Where(each => each.Kind == "Service").Select(service => service.Name));
        return [.. objects.Select(each => each switch
        {
            { Kind: "Service" } => each with { Definition = each.Definition.Change("spec", spec => spec.With("clusterIP", addresses[each.Name])) },
            { IsWorkload: true } => each with { Definition = each.Definition.Change("spec.template.spec", pod => Told(pod, addresses)) },
            _ => each,
        })];
    }

    /// <summary>By name; the address of one depends on the others only where two come to the same.</summary>
    public static ImmutableSortedDictionary<string, string> Of(KubernetesSettings settings, IEnumerable<string> services)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<int>();
        foreach (var service in services.Order(StringComparer.Ordinal))
        {
            var host = Wanted($"{settings.Namespace}/{service}");
            while (!taken.Add(host))
                host = host == Last ? First : host + 1;
            given[service] = At(settings.ServiceSubnet, host);
        }

        return given.ToImmutable();
    }

    /// <summary>A pod that has a service's name itself needs no other's word. Other names are asked of the node's own resolver: there is none of the cluster's.</summary>
    private static Mapping Told(Mapping pod, ImmutableSortedDictionary<string, string> addresses)
    {
        var aliases = addresses.Where(address => address.Key != pod.Text("hostname")).Select(address => Mapping.Of(("ip", address.Value), ("hostnames", Sequence.Of([address.Key]))));
        return pod.With("dnsPolicy", pod["dnsPolicy"] ?? "Default").With("hostAliases", new Sequence([.. (pod["hostAliases"] as Sequence ?? Sequence.Empty).Items, .. aliases]));
    }

    private static int Wanted(string name) =>
        First + (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) % (Last - First + 1));

    private static string At(IPNetwork subnet, int host)
    {
        var bytes = subnet.BaseAddress.GetAddressBytes();
        bytes[^1] |= (byte)host;
        return new IPAddress(bytes).ToString();
    }
}
