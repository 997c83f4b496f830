using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fridge.Model;

namespace Fridge.Manifests;

/// <summary>The secrets that a cluster file asks for, by their keys there. Null: the orchestrator alone has the value, or will have it.</summary>
public sealed record ClusterSecrets(ImmutableSortedDictionary<string, Secret?> Values)
{
    /// <summary>Swarm's limit of a name.</summary>
    private const int LongestName = 64;

    /// <summary>Enough to tell a change by, too few to tell a guess by: one wrong guess in four thousand millions looks right.</summary>
    private const int HashBytes = 4;

    /// <summary>A guess costs as many rounds, about 50 ms.</summary>
    private const int Rounds = 200_000;

    /// <summary>Before an option's name: its key in the cluster file.</summary>
    private const string FlinkConfig = "flink.config.";

    /// <summary>None has a value: for a rehearsal.</summary>
    public static ClusterSecrets Unread(Cluster cluster) =>
        new(References(cluster).ToImmutableSortedDictionary(reference => reference.Key, _ => (Secret?)null, StringComparer.Ordinal));

    /// <summary>Every reference of a cluster file with its key.</summary>
    public static IEnumerable<KeyValuePair<string, SecretRef>> References(Cluster cluster) =>
        cluster.Flink.Secrets.Select(secret => KeyValuePair.Create(FlinkConfig + secret.Key, secret.Value));

    /// <summary>Flink's secret options under the orchestrator's names.</summary>
    public ImmutableArray<ReleaseSecret> OfFlink(Cluster cluster) =>
    [
        .. cluster.Flink.Secrets.Keys.Select(option =>
        {
            var key = FlinkConfig + option;
            var options = ReleaseNames.Of(option, cluster.Flink.Version);
            return new ReleaseSecret(NameOf(cluster.Name, key, options), key, options);
        }),
    ];

    private string NameOf(string cluster, string key, ImmutableArray<string> options)
    {
        var hash = HashOf(Values[key], $"{cluster}\n{key}\n{string.Join('\n', options)}");
        var room = LongestName - cluster.Length - hash.Length - 2;
        var word = string.Concat(key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        return $"{cluster}_{(word.Length <= room ? word : word[^room..].TrimStart('-'))}-{hash}";
    }

    /// <summary>Salted by cluster and key, so that equal values of two don't look equal.</summary>
    private static string HashOf(Secret? value, string salt) => Convert.ToHexStringLower(value is null
        ? SHA256.HashData(Encoding.UTF8.GetBytes(salt))[..HashBytes]
        : Rfc2898DeriveBytes.Pbkdf2(value.Reveal(), Encoding.UTF8.GetBytes(salt), Rounds, HashAlgorithmName.SHA256, HashBytes));
}
