using System.Text.RegularExpressions;

namespace Fridge.Model.Declared;

/// <summary><c>state:</c>.</summary>
internal static partial class StateKeys
{
    private const string EndpointRule = "an address without a path: http://192.168.1.9:9000 or https://s3.example.org";
    private const string PathRule = "an absolute path of letters, digits, '.', '_' and '-', without '..' and without a '/' at its end: /mnt/flink";
    private const string BucketRule = "a bucket's name: 3 to 63 lower-case letters, digits, '-' and '.'";

    public static readonly TextKey Endpoint = new("endpoint", "The server's address, as nodes and containers reach it; buckets are asked for in the path.", EndpointShape(), EndpointRule)
    {
        Required = EndpointRule,
        Example = "http://192.168.1.9:9000",
    };

    public static readonly TextKey Bucket = new("bucket", "An existing bucket; checkpoints go below `checkpoints/`, savepoints below `savepoints/`.", BucketShape(), BucketRule)
    {
        Required = BucketRule,
        Example = "flink",
    };

    public static readonly SecretKey AccessKey = new("accessKey", "The access key.") { Required = Where("state.s3.access-key"), Example = "{env: S3_ACCESS_KEY}" };

    public static readonly SecretKey SecretKey = new("secretKey", "The secret key.") { Required = Where("state.s3.secret-key"), Example = "{env: S3_SECRET_KEY}" };

    public static readonly MapKey Credentials = new("credentials", "The keys that may read and write there.", AccessKey, SecretKey)
    {
        Required = "accessKey and secretKey, each by where it comes from",
        Example = "{accessKey: {env: S3_ACCESS_KEY}, secretKey: {env: S3_SECRET_KEY}}",
    };

    public static readonly MapKey S3 = new("s3", "A bucket of an existing S3 server: SeaweedFS, MinIO, a provider's.", Endpoint, Bucket, Credentials)
    {
        Example = "{endpoint: http://192.168.1.9:9000, bucket: flink, credentials: {…}}",
        Since = "0.2",
    };

    public static readonly TextKey Path = new("path", "A folder that a person has mounted at this path on each node that runs Flink, from one file server (NFS), and in which user 9999 may write; checkpoints go below `checkpoints/`, savepoints below `savepoints/`.", PathShape(), PathRule)
    {
        Otherwise = "none",
        Example = "/mnt/flink",
        Since = "0.2",
    };

    public static readonly MapKey All = new("state", "Where Flink keeps checkpoints and savepoints: one of the two; without it, in `services.objectStore` where that is on, else in the JobManager's memory.", S3, Path)
    {
        Example = "{path: /mnt/flink}",
        Since = "0.2",
    };

    private static string Where(string key) => $"where it comes from: {SecretRef.Example(key)}";

    [GeneratedRegex(@"^https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex EndpointShape();

    [GeneratedRegex(@"^(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathShape();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketShape();
}
