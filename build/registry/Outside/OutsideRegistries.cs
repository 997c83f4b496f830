using System.Net;
using Fridge.Registry.Distribution;
using Fridge.Registry.Logins;

namespace Fridge.Registry.Outside;

/// <summary>Opens registries that are not the cluster's own: GitHub's, Docker Hub, one of the house.</summary>
public sealed class OutsideRegistries(RegistryLogins logins)
{
    private const int Attempts = 4;

    /// <summary>The CA that signed the registry's certificate; null: one that this machine trusts.</summary>
    public string? CaPem { get; init; }

    internal Func<DnsEndPoint, CancellationToken, Task<Stream>>? Dial { get; init; }

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal async Task<OciRegistryClient> OpenAsync(RegistryAddress registry, CancellationToken cancellationToken) => new(new RegistryConnection(registry.Server)
    {
        Attempts = Attempts,
        CaPem = CaPem,
        Credentials = await logins.FindAsync(registry, cancellationToken),
        Dial = Dial,
        Time = Time,
    });
}
