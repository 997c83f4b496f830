using System.Collections.Immutable;

namespace Fridge.Model;

/// <summary>A bucket in which Flink keeps checkpoints and savepoints.</summary>
/// <param name="Endpoint">As containers reach the server.</param>
/// <param name="Section">Of the cluster file, that asks for it: the secrets' keys are below.</param>
public sealed record S3State(string Endpoint, string Bucket, SecretRef AccessKey, SecretRef SecretKey, string Section)
{
    /// <summary>The line of Flink whose file system for S3 Fridge has.</summary>
    public const string FlinkLine = "1.20";

    public const string AccessKeyOption = "s3.access-key";
    public const string SecretKeyOption = "s3.secret-key";

    private const string OfFile = "state.s3.credentials", OfStore = "services.objectStore";

    private static readonly SecretRef Generated = new(SecretSource.Generated);

    /// <summary>One that the cluster file names.</summary>
    public static S3State Of(string endpoint, string bucket, SecretRef accessKey, SecretRef secretKey) => new(endpoint, bucket, accessKey, secretKey, OfFile);

    /// <summary>The cluster's own object store: who may use it is generated, and known to the orchestrator alone.</summary>
    public static S3State OfObjectStore { get; } = new($"http://{ObjectStoreService.Family}:{ObjectStoreService.Port}", ObjectStoreService.Bucket, Generated, Generated, OfStore);

    /// <summary>By their keys in the cluster file.</summary>
    public ImmutableArray<FlinkSecret> Secrets =>
    [
        new($"{Section}.accessKey", AccessKeyOption, AccessKey),
        new($"{Section}.secretKey", SecretKeyOption, SecretKey),
    ];

    /// <summary>
    /// Flink's options, but for the secrets. Directory markers are kept, since taking them away costs each checkpoint 20 s of retries where a
    /// server refuses it.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, string>> Options =>
    [
        .. FileSystemState.Options($"s3://{Bucket}"),
        new("s3.endpoint", Endpoint),
        new("s3.path.style.access", "true"),
        new("s3.directory.marker.retention", "keep"),
    ];
}
