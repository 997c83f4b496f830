using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>An option of Flink's whose value is a secret.</summary>
/// <param name="Key">Of the cluster file, that says where it comes from.</param>
/// <param name="Option">Flink's.</param>
public sealed record FlinkSecret(string Key, string Option, SecretRef Source)
{
    private const string FlinkConfig = "flink.config.";

    /// <summary>Those of <c>flink.config</c>, and of the bucket where state is kept.</summary>
    public static ImmutableArray<FlinkSecret> Of(Cluster cluster) =>
        [.. cluster.Flink.Secrets.Select(secret => new FlinkSecret(FlinkConfig + secret.Key, secret.Key, secret.Value)), .. cluster.S3?.Secrets ?? []];
}
