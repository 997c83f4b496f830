using System.Globalization;
using System.Text.Json.Nodes;

namespace Fridge.Rollout.Kubernetes.Locks;

/// <summary>What a Lease says. Pure.</summary>
/// <param name="Holder">For people, and of one run alone; empty: nobody.</param>
/// <param name="Renewed">By the API server's clock.</param>
/// <param name="Version">Of the object, for a change that nobody has come before.</param>
internal sealed record LeaseRecord(string Holder, TimeSpan Duration, DateTimeOffset Acquired, DateTimeOffset Renewed, int Transitions, string Version, string Uid)
{
    /// <summary>Exactly six digits: an API server takes no other time.</summary>
    private const string MicroTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static LeaseRecord Of(JsonObject lease)
    {
        var (metadata, spec) = (lease["metadata"]!, lease["spec"] as JsonObject ?? []);
        return new LeaseRecord(
            (string?)spec["holderIdentity"] ?? "",
            TimeSpan.FromSeconds((int?)spec["leaseDurationSeconds"] ?? 0),
            Time(spec["acquireTime"]),
            Time(spec["renewTime"]),
            (int?)spec["leaseTransitions"] ?? 0,
            (string)metadata["resourceVersion"]!,
            (string)metadata["uid"]!);
    }

    /// <summary>How long it holds without being renewed; nothing or less: anybody may take it.</summary>
    public TimeSpan Left(DateTimeOffset now) => Holder.Length == 0 ? TimeSpan.Zero : Renewed + Duration - now;

    /// <summary>With version and identity where it is there: an API server makes a Lease that is gone anew, unless it is told which one is meant.</summary>
    public JsonObject Json(string name) => new()
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = Version.Length > 0 ? new JsonObject { ["name"] = name, ["resourceVersion"] = Version, ["uid"] = Uid } : new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["holderIdentity"] = Holder,
            ["leaseDurationSeconds"] = (int)Duration.TotalSeconds,
            ["acquireTime"] = Text(Acquired),
            ["renewTime"] = Text(Renewed),
            ["leaseTransitions"] = Transitions,
        },
    };

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonNode? text) =>
        DateTimeOffset.TryParse((string?)text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : DateTimeOffset.MinValue;
}
