using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fridge.Model;

namespace Fridge.Manifests;

/// <summary>The secrets that a cluster file asks for, by their keys there. Null: the orchestrator alone has the value, or will have it.</summary>
public sealed record ClusterSecrets(ImmutableSortedDictionary<string, Secret?> Values)
{
    /// <summary>Enough to tell a change by, too few to tell a guess by: one wrong guess in four thousand millions looks right.</summary>
    private const int HashBytes = 4;

    /// <summary>A guess costs as many rounds, about 50 ms.</summary>
    private const int Rounds = 200_000;

    /// <summary>None has a value: for a rehearsal.</summary>
    public static ClusterSecrets Unread(Cluster cluster) =>
        new(References(cluster).ToImmutableSortedDictionary(reference => reference.Key, _ => (Secret?)null, StringComparer.Ordinal));

    /// <summary>Every reference of a cluster file with its key.</summary>
    public static IEnumerable<KeyValuePair<string, SecretRef>> References(Cluster cluster) =>
        FlinkSecret.Of(cluster).Select(secret => KeyValuePair.Create(secret.Key, secret.Source));

    /// <summary>Flink's secret options under the orchestrator's names.</summary>
    /// <param name="nameOf">A name from its words and the hash of its value.</param>
    public ImmutableArray<ReleaseSecret> OfFlink(Cluster cluster, Func<string, string, string> nameOf) =>
    [
        .. FlinkSecret.Of(cluster).Select(secret =>
        {
            var options = ReleaseNames.Of(secret.Option, cluster.Flink.Version);
            var hash = HashOf(Values[secret.Key], $"{cluster.Name}\n{secret.Key}\n{string.Join('\n', options)}");
            return new ReleaseSecret(nameOf(Words(secret.Key), hash), secret.Key, options);
        }),
    ];

    private static string Words(string key) => string.Concat(key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    /// <summary>Salted by cluster and key, so that equal values of two don't look equal.</summary>
    private static string HashOf(Secret? value, string salt) => Convert.ToHexStringLower(value is null
        ? SHA256.HashData(Encoding.UTF8.GetBytes(salt))[..HashBytes]
        : Rfc2898DeriveBytes.Pbkdf2(value.Reveal(), Encoding.UTF8.GetBytes(salt), Rounds, HashAlgorithmName.SHA256, HashBytes));
}
