using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fridge.Manifests;
using Fridge.Rollout.Orchestration;
using Fridge.Rollout.Secrets;
using Fridge.Tooling;
using k8s.Models;

namespace Fridge.Rollout.Kubernetes;

/// <summary>What a cluster keeps beside the objects of a release: immutable, named by its content or number, removed by retention. Pure.</summary>
internal static class KeptObject
{
    public const string File = "file";

    public const string Secret = "secret";

    public const string Record = "record";

    /// <summary>Who nodes are to a registry: written over, and no release's.</summary>
    public const string Pull = "pull";

    /// <summary>The one key of a Secret: a record's JSON, a secret's content.</summary>
    public const string Key = "value";

    private const string RecordType = "fridge.dev/release";
    private const string ReleaseAnnotation = "fridge.dev/release";
    private const string PartAnnotation = "fridge.dev/release-part";

    /// <summary>Of a Secret's or a ConfigMap's data together (MaxSecretSize).</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>Digits that make a list of records sort by number.</summary>
    private const int Digits = 6;

    public static string NameOf(StoredRecord record) => $"fridge-release-{record.Release.PadLeft(Digits, '0')}-{record.Part}".ToLowerInvariant();

    public static string Release(V1ObjectMeta metadata) => Annotation(metadata, ReleaseAnnotation);

    public static string Part(V1ObjectMeta metadata) => Annotation(metadata, PartAnnotation);

    public static JsonObject Of(ReleaseFile file, string cluster)
    {
        CheckSize($"The config {file.Name}", file.Content);
        var map = Object("ConfigMap", file.Name, cluster, File);
        map["data"] = new JsonObject { [file.File] = file.Content };
        return map;
    }

    public static JsonObject Of(NewSecret secret, string cluster) => OfSecret(secret.Name, secret.Content.Reveal(), cluster, Secret, "Opaque");

    public static JsonObject Of(StoredRecord record, string cluster)
    {
        var secret = OfSecret(NameOf(record), record.Content, cluster, Record, RecordType);
        secret["metadata"]!["annotations"] = new JsonObject { [ReleaseAnnotation] = record.Release, [PartAnnotation] = record.Part };
        return secret;
    }

    private static JsonObject OfSecret(string name, string content, string cluster, string kept, string type)
    {
        CheckSize($"The secret {name}", content);
        var secret = Object("Secret", name, cluster, kept);
        secret["type"] = type;
        secret["stringData"] = new JsonObject { [Key] = content };
        return secret;
    }

    private static JsonObject Object(string kind, string name, string cluster, string kept) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { [ObjectLabels.PartOf] = cluster, [ObjectLabels.ManagedBy] = ObjectLabels.Fridge, [ObjectLabels.Kept] = kept },
        },
        ["immutable"] = true,
    };

    private static void CheckSize(string what, string content)
    {
        if (Encoding.UTF8.GetByteCount(content) is > MostBytes and var bytes)
        {
            throw new FridgeException(
                string.Create(CultureInfo.InvariantCulture, $"{what} has {bytes} bytes; Kubernetes keeps {MostBytes}."),
                "Move services to a cluster file of their own, or large files into an image.");
        }
    }

    private static string Annotation(V1ObjectMeta metadata, string name) => metadata.Annotations?.TryGetValue(name, out var value) == true ? value : "";
}
