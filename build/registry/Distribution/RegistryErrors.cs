using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Fridge.Model;

namespace Fridge.Registry.Distribution;

/// <summary>The registry gave no answer, or said that it can't now: the same may go well later.</summary>
internal sealed class RegistryUnreachableException(string message, string next, Exception? inner = null) : FridgeException(message, next, inner: inner);

/// <summary>A registry's failures as sentences.</summary>
internal static class RegistryErrors
{
    public static async Task<FridgeException> FromAsync(string registry, string what, HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var message = $"The registry {registry} refused {what}: HTTP {(int)response.StatusCode}{Said(body)}.";
        if (IsFull(response.StatusCode, body))
            return new FridgeException(message, "The disk of the registry's node is full: make room there (docker system df).");
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return new RegistryUnreachableException(message, TooMany(response, now));
        var next = Next(registry, "Look at the registry: docker logs fridge-registry-write on the first manager.", "May you write there? Ask whoever keeps the registry.");
        return IsTransient(response.StatusCode) ? new RegistryUnreachableException(message, next) : new FridgeException(message, next);
    }

    public static FridgeException Unreachable(string registry, Exception reason) => IsAboutOurCertificate(reason)
        ? new($"The registry {registry} asks for a certificate signed by its CA, and accepted none.",
            Next(registry, "./build.sh Provision makes what is missing or has expired, ./build.sh Registry starts the registry again.", "Ask whoever keeps the registry."), inner: reason)
        : Find<AuthenticationException>(reason) is not null
            ? registry == WellKnown.Registry
                ? new($"The registry {registry} does not show the certificate that the cluster's CA signed.", "Another service may have its port, or a clock may be wrong; ./build.sh Provision renews the registry.", inner: reason)
                : new($"The registry {registry} does not show a certificate that is trusted here.", "Is the name right, and this machine's clock?", inner: reason)
            : new RegistryUnreachableException($"The registry {registry} was not reached: {reason.GetBaseException().Message}",
                Next(registry, "Does it run? docker ps on the first manager; ./build.sh Provision starts it.", "Is the name right, and is this machine online?"), reason);

    public static RegistryUnreachableException Silent(string registry, TimeSpan limit) => new(
        $"The registry {registry} didn't answer within {limit.TotalSeconds:0} s.",
        Next(registry, "Look at its node: a full or dying disk makes it wait (docker logs fridge-registry-write on the first manager).", "Try again later."));

    public static FridgeException NeedsCredentials(string registry) => new(
        $"The registry {registry} asks for a user and a password, and none was given.", $"docker login {registry}, or set FRIDGE_REGISTRY_USER and FRIDGE_REGISTRY_PASSWORD.");

    public static FridgeException Damaged(string registry, string name, string found) => new(
        $"The registry {registry} returned something else for {name}: its digest is {found}.", "Nothing of it is kept. Run the same command again; if it happens again, delete that image there and push it again.");

    public static FridgeException Missing(string registry, string name) => new(
        $"The registry {registry} has no {name}.", "Was it removed there? Push it again, or use another release.");

    /// <summary>A connection that ended in the middle of an answer.</summary>
    public static RegistryUnreachableException CutOff(string registry, Exception reason) => new(
        $"The registry {registry} ended the connection: {reason.GetBaseException().Message}", "Run the same command again: it continues where this one ended.", reason);

    public static FridgeException Refused(RegistryConnection connection, string by) => connection.Credentials is { IsIdentityToken: true }
        ? new($"{by} did not accept the identity token for the registry {connection.Registry}.", $"Log in again: docker login {connection.Registry}")
        : connection.Credentials is { User: var user }
        ? new($"{by} did not accept the user {user} for the registry {connection.Registry}.", "Is the password right, and may that user do this?")
        : NeedsCredentials(connection.Registry);

    public static FridgeException UnknownAuthentication(string registry) => new(
        $"The registry {registry} asks for an authentication that is neither Basic nor Bearer.", "Use a registry that follows the distribution specification.");

    public static FridgeException OpenRealm(string registry, string realm) => new(
        $"The registry {registry} sends us for a token to {(realm.Length == 0 ? "nowhere" : realm)}, which is not an https address.", "No password was sent there. Tell whoever keeps the registry.");

    public static FridgeException NoToken(string registry, string realm) => new(
        $"{realm} gave no token for the registry {registry}.", "Tell whoever keeps the registry.");

    public static bool IsTransport(Exception reason) => reason is HttpRequestException or IOException;

    /// <summary>TLS tells by an alert; whoever reads it here has it in words alone.</summary>
    private static bool IsAboutOurCertificate(Exception? reason) => reason is not null
        && ((reason.Message.Contains(" alert ", StringComparison.Ordinal) && reason.Message.Contains("certificate", StringComparison.Ordinal)) || IsAboutOurCertificate(reason.InnerException));

    private static string TooMany(HttpResponseMessage response, DateTimeOffset now) => RegistryRetry.After(response, now) is { } wait
        ? $"It limits requests: try again in {wait.TotalSeconds:0} s, or log in."
        : "It limits requests: try again later, or log in.";

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static bool IsFull(HttpStatusCode status, string body) =>
        status == HttpStatusCode.InsufficientStorage || body.Contains("no space left", StringComparison.Ordinal);

    private static string Next(string registry, string ours, string others) => registry == WellKnown.Registry ? ours : others;

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
