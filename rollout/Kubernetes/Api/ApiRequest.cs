using System.Text.Json.Nodes;

namespace Fridge.Rollout.Kubernetes.Api;

/// <summary>One question to an API server.</summary>
/// <param name="Path">With its query, from the root: <c>/api/v1/nodes</c>.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    private const string Json = "application/json";
    private const string ApplyPatch = "application/apply-patch+yaml";

    /// <summary>An object's metadata and nothing else.</summary>
    public const string MetadataAlone = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

    public string Accept { get; init; } = Json;

    public string? Body { get; private init; }

    public string ContentType { get; private init; } = Json;

    /// <summary>What can be asked twice is asked again for a while where the API server doesn't answer, since it may be starting.</summary>
    public bool IsPatient { get; init; } = true;

    public static ApiRequest Get(string path) => new(HttpMethod.Get, path);

    /// <summary>Not asked again: the first may have arrived.</summary>
    public static ApiRequest Create(string path, JsonObject body) => new(HttpMethod.Post, path) { Body = body.ToJsonString(), IsPatient = false };

    /// <summary>Of the version that the body names.</summary>
    public static ApiRequest Replace(string path, JsonObject body) => new(HttpMethod.Put, path) { Body = body.ToJsonString(), IsPatient = false };

    public static ApiRequest Apply(string path, JsonObject body, string manager, bool force) =>
        new(HttpMethod.Patch, $"{path}?fieldManager={manager}&force={(force ? "true" : "false")}") { Body = body.ToJsonString(), ContentType = ApplyPatch };

    /// <summary>Only if it is still that object: one of the same name that somebody made since stays.</summary>
    public static ApiRequest Delete(string path, string uid) => new(HttpMethod.Delete, path)
    {
        Body = new JsonObject { ["propagationPolicy"] = "Background", ["preconditions"] = new JsonObject { ["uid"] = uid } }.ToJsonString(),
    };
}
