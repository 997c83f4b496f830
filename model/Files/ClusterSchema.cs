using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fridge.Model;

/// <summary>
/// A JSON schema of the cluster file, for editors: completion and a first look at types. <see cref="ClusterFile"/> is the judge;
/// <c>clusters/cluster.schema.json</c> holds this text, and a test keeps both alike.
/// </summary>
internal static class ClusterSchema
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(ClusterKeys keys) => Root(keys).ToJsonString(Format) + "\n";

    private static JsonObject Root(ClusterKeys keys)
    {
        var root = keys.File.Shape();
        root.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        root.Insert(1, "title", "Fridge cluster file");
        return root;
    }
}
