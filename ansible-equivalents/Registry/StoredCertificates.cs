using System.Text.RegularExpressions;
using Fridge.Registry.Certificates;

namespace Fridge.Provisioning.Registry;

/// <summary>Certificates as files have them, each with the hash of the key beside it.</summary>
/// <param name="Server">The registry's.</param>
/// <param name="Writer">Of the one who may write.</param>
internal sealed partial record StoredCertificates(string Server, string ServerKey, string Writer, string WriterKey)
{
    /// <summary>PEM of both; public.</summary>
    public string Pem => Server + Writer;

    /// <param name="text">Two lines of <c>sha256sum</c>, then two certificates.</param>
    /// <returns>Null: it isn't that.</returns>
    public static StoredCertificates? Parse(string text) => Shape().Match(text) is { Success: true, Groups: var found }
        ? new StoredCertificates(found["server"].Value, found["serverKey"].Value, found["writer"].Value, found["writerKey"].Value)
        : null;

    public bool Hold(string authority, DateTimeOffset now) =>
        CertificateVerdict.Holds(Server, ServerKey, authority, now) && CertificateVerdict.Holds(Writer, WriterKey, authority, now);

    [GeneratedRegex("""
        \A(?<serverKey>[0-9a-f]{64}) .*\n(?<writerKey>[0-9a-f]{64}) .*\n(?<server>[^-]*-----BEGIN[^-]*-----[^-]*-----END[^-]*-----\n)(?<writer>[^-]*-----BEGIN[^-]*-----[^-]*-----END[^-]*-----\n)\z
        """)]
    private static partial Regex Shape();
}
