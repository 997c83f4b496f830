using System.Text.Json;
using Docker.DotNet;

namespace Fridge.Tooling.Engines;

/// <summary>What an engine says when it refuses: <c>{"message": "…"}</c>.</summary>
public static class EngineRefusal
{
    public static string Words(DockerApiException refusal)
    {
        try
        {
            var answer = JsonDocument.Parse(refusal.ResponseBody ?? "").RootElement;
            return answer.GetProperty("message").GetString() ?? refusal.Message;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return refusal.Message;
        }
    }
}
