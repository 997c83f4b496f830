using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fridge.Provisioning.HostTasks.Docker;

/// <summary>The engine's settings file: what a person wrote stays, log limits are added where nobody chose any.</summary>
internal static class DaemonSettings
{
    // Unbounded json-file logs fill an SD card; these are three files of 10 MB a container.
    private const string MaxSize = "10m";
    private const string MaxFile = "3";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="current">Null: no file.</param>
    /// <param name="merged">The same text where nothing is to be added.</param>
    public static bool TryMerge(string? current, out string merged, out string error)
    {
        (merged, error) = ("", "");
        try
        {
            var text = string.IsNullOrWhiteSpace(current) ? "{}" : current;
            if (JsonNode.Parse(text) is not JsonObject settings) throw new JsonException("it is not a JSON object");
            merged = AddLogLimits(settings) ? settings.ToJsonString(Format) + "\n" : text;
            return true;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException or InvalidOperationException)
        {
            error = failure.Message;
            return false;
        }
    }

    private static bool AddLogLimits(JsonObject settings)
    {
        var driver = settings["log-driver"]?.GetValue<string>();
        if (driver is not (null or "json-file")) return false;
        if (settings["log-opts"] is null) settings["log-opts"] = new JsonObject();
        var options = settings["log-opts"]!.AsObject();
        return AddMissing(settings, "log-driver", "json-file")
            | AddMissing(options, "max-size", MaxSize)
            | AddMissing(options, "max-file", MaxFile);
    }

    private static bool AddMissing(JsonObject into, string key, string value)
    {
        if (into.ContainsKey(key)) return false;
        into[key] = value;
        return true;
    }
}
