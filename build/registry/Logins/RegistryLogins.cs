using System.Text.Json;
using Fridge.Registry.Distribution;
using Fridge.Tooling.Processes;

namespace Fridge.Registry.Logins;

/// <summary>Who we are at a registry: what was given to this run, else what Docker's log-in left, else nobody in particular.</summary>
/// <param name="configFolder">Docker's: <c>DOCKER_CONFIG</c>, else <c>~/.docker</c>.</param>
public sealed class RegistryLogins(IProcessRunner processes, Redactor redactor, string configFolder)
{
    /// <summary>Given to this run; they are for the one registry that it asks. Null: none.</summary>
    public (string User, Secret Password)? Given { get; init; }

    private string ConfigFile => Path.Combine(configFolder, "config.json");

    public static string FolderOf(Func<string, string?> environment) => environment("DOCKER_CONFIG") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");

    /// <returns>Null: nobody in particular.</returns>
    /// <exception cref="FridgeException">Docker's configuration can't be read.</exception>
    internal async Task<RegistryCredentials?> FindAsync(RegistryAddress registry, CancellationToken cancellationToken)
    {
        if (Given is var (user, password))
            return new RegistryCredentials(user, password);
        var config = await ReadAsync(registry, cancellationToken);
        return config.Helper is { } helper && await new CredentialHelper(processes, redactor).GetAsync(helper, registry.ConfigKey, cancellationToken) is { } found
            ? found
            : config.Stored;
    }

    private async Task<DockerConfig> ReadAsync(RegistryAddress registry, CancellationToken cancellationToken)
    {
        if (!File.Exists(ConfigFile))
            return DockerConfig.Nothing;
        try
        {
            return DockerConfig.Of(await File.ReadAllTextAsync(ConfigFile, cancellationToken), registry, redactor);
        }
        catch (Exception reason) when (reason is JsonException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new FridgeException($"{ConfigFile} can't be read as Docker's configuration.", $"Correct it, or log in again: docker login {registry.Host}", inner: reason);
        }
    }
}
