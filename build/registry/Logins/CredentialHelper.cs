using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Fridge.Registry.Distribution;
using Fridge.Tooling.Processes;

namespace Fridge.Registry.Logins;

/// <summary>Docker's credential helpers: <c>docker-credential-NAME get</c> reads a server's name from its input and writes who one is there.</summary>
internal sealed partial class CredentialHelper(IProcessRunner processes, Redactor redactor)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>Null: it knows nobody there.</returns>
    /// <exception cref="FridgeException">It can't be started, or doesn't answer as helpers do.</exception>
    public async Task<RegistryCredentials?> GetAsync(string name, string server, CancellationToken cancellationToken)
    {
        if (!Name().IsMatch(name))
            throw new FridgeException($"Docker's configuration names the credential helper {name}, which is not a program's name.", "Correct credsStore or credHelpers in Docker's config.json.");
        // Bytes, so that no line of it is shown or kept.
        using var output = new MemoryStream();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(server));
        var ended = await processes.TryRunAsync(new CommandLine($"docker-credential-{name}", "get") { Input = input, Output = output, TimeLimit = Limit }, cancellationToken: cancellationToken);
        return ended.ExitCode == 0 ? Read(name, output.ToArray()) : null;
    }

    private RegistryCredentials? Read(string name, byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var (user, secret) = (document.RootElement.GetProperty("Username").GetString() ?? "", document.RootElement.GetProperty("Secret").GetString() ?? "");
            return secret.Length == 0 ? null : new RegistryCredentials(user, redactor.Hide(secret)) { IsIdentityToken = user == DockerConfig.TokenUser };
        }
        catch (Exception reason) when (reason is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FridgeException($"docker-credential-{name} gave no user and secret.", "Try it by itself: echo REGISTRY | docker-credential-" + name + " get", inner: reason);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex Name();
}
