using Fridge.Nodes;
using Fridge.Registry.Certificates;

namespace Fridge.Registry.Running;

/// <summary>Certificates and keys that only root of the first manager can read, for as long as a run needs them.</summary>
public static class StoredPair
{
    private const string KeyBegins = "-----BEGIN PRIVATE KEY-----";

    /// <summary>What signs.</summary>
    public static async Task<CertificateAuthority> AuthorityAsync(NodeSession manager, Redactor redactor, CancellationToken cancellationToken)
    {
        var (certificate, key) = await ReadAsync(manager, RegistryPlace.Authority, RegistryPlace.AuthorityKey, redactor, cancellationToken);
        return new CertificateAuthority(certificate, key);
    }

    /// <summary>Whom the registry lets write.</summary>
    public static async Task<CertificatePair> WriterAsync(NodeSession manager, Redactor redactor, CancellationToken cancellationToken)
    {
        var (certificate, key) = await ReadAsync(manager, RegistryPlace.Writer, RegistryPlace.WriterKey, redactor, cancellationToken);
        return new CertificatePair(certificate, key);
    }

    private static async Task<(string Certificate, Secret Key)> ReadAsync(
        NodeSession manager, string certificate, string key, Redactor redactor, CancellationToken cancellationToken)
    {
        var said = (await manager.ExecAsync(new RemoteCommand("cat", certificate, key) { AsRoot = true }, cancellationToken)).StandardOutput;
        var at = said.IndexOf(KeyBegins, StringComparison.Ordinal);
        return at > 0
            ? (said[..at], redactor.Hide(said[at..]))
            : throw new FridgeException($"There is no key in {key} of {manager.Node}.", "./build.sh Provision makes what is missing there.");
    }
}
