using System.Net;
using System.Security.Authentication;
using System.Text.Json;

namespace Fridge.Registry.Distribution;

/// <summary>A registry's failures as sentences.</summary>
internal static class RegistryErrors
{
    public static async Task<FridgeException> FromAsync(string registry, string what, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var next = (int)response.StatusCode == 507 || body.Contains("no space left", StringComparison.Ordinal)
            ? "The disk of the registry's node is full: make room there (docker system df)."
            : "Look at the registry: docker logs fridge-registry on the first manager.";
        return new FridgeException($"The registry {registry} refused {what}: HTTP {(int)response.StatusCode}{Said(body)}.", next);
    }

    public static FridgeException Unreachable(string registry, Exception reason) =>
        Find<AuthenticationException>(reason) is not null
            ? new($"The registry {registry} does not show the certificate that the cluster's CA signed.", "Another service may have its port, or a clock may be wrong; ./build.sh Provision renews the registry.", inner: reason)
            : new($"The registry {registry} was not reached: {reason.GetBaseException().Message}", "Does it run? docker ps on the first manager; ./build.sh Provision starts it.", inner: reason);

    public static bool IsTransport(Exception reason) => reason is HttpRequestException or IOException;

    public static bool IsTransient(HttpStatusCode status) => (int)status >= 500;

    private static T? Find<T>(Exception? reason)
        where T : Exception => reason is null or T ? reason as T : Find<T>(reason.InnerException);

    /// <summary>The distribution protocol's own words, where it says any.</summary>
    private static string Said(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var errors = document.RootElement.GetProperty("errors").EnumerateArray();
            return string.Concat(errors.Select(error => $", {error.GetProperty("code")}: {error.GetProperty("message")}"));
        }
        catch (Exception reason) when (reason is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return body.Length is > 0 and < 200 ? $", {body.Trim()}" : "";
        }
    }
}
