using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Model;
using Fridge.Tooling;

namespace Fridge.Rollout.Secrets;

/// <summary>Where the secrets of a cluster file come from on this machine: environment, files, the person before it.</summary>
/// <param name="environment">Null for a variable that isn't set.</param>
/// <param name="ask">For those that are asked for.</param>
public sealed class SecretSources(Redactor redactor, Func<string, string?> environment, IAsk ask)
{
    /// <summary>Characters; a shorter one can't be taken out of what is shown.</summary>
    private const int Least = 4;

    /// <summary>Reads all, one after another. A generated one has no value here.</summary>
    /// <param name="folder">That of the cluster file, to which files are relative.</param>
    /// <exception cref="FridgeException">Wrong use: all that are missing, at once.</exception>
    public async Task<ClusterSecrets> ReadAsync(Cluster cluster, string folder, CancellationToken cancellationToken)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, Secret?>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (key, source) in ClusterSecrets.References(cluster))
        {
            try
            {
                values[key] = source.Source == SecretSource.Generated ? null : Checked(await TextAsync(key, source, folder, cancellationToken));
            }
            catch (FormatException problem)
            {
                problems.Add($"{cluster.SourceFile}: {key}: {problem.Message}.");
            }
        }

        return problems.Count == 0
            ? new ClusterSecrets(values.ToImmutable())
            : throw new FridgeException(string.Join('\n', problems), "Set or write it, or name another source in the cluster file: {env: NAME}, {file: PATH}, {prompt: true} or {generate: true}.", wrongUse: true);
    }

    /// <summary>One that is no secret of the cluster's own, such as a registry's password.</summary>
    /// <param name="key">Of the cluster file.</param>
    /// <param name="folder">As in <see cref="ReadAsync"/>.</param>
    /// <exception cref="FridgeException">Wrong use: it is missing.</exception>
    public async Task<Secret> ReadOneAsync(string file, string key, SecretRef source, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return Checked(await TextAsync(key, source, folder, cancellationToken));
        }
        catch (FormatException problem)
        {
            throw new FridgeException($"{file}: {key}: {problem.Message}.", "Set or write it, or name another source in the cluster file: {env: NAME}, {file: PATH} or {prompt: true}.", wrongUse: true);
        }
    }

    private async Task<string> TextAsync(string key, SecretRef source, string folder, CancellationToken cancellationToken) => source.Source switch
    {
        SecretSource.Environment => environment(source.Name!) is { Length: > 0 } value ? value : throw new FormatException($"the variable {source.Name} isn't set"),
        SecretSource.File => SecretFile.Read(Path.Combine(folder, AtHome(source.Name!)), ownersAlone: false),
        _ when !ask.IsInteractive => throw new FormatException("nobody can be asked without a terminal"),
        _ => (await ask.SecretAsync($"The secret {key}:", cancellationToken)).Reveal(),
    };

    private string AtHome(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) && environment("HOME") is { Length: > 0 } home ? Path.Combine(home, path[2..]) : path;

    private Secret Checked(string text)
    {
        var value = text.TrimEnd('\r', '\n');
        return value.Length >= Least
            ? redactor.Hide(value)
            : throw new FormatException(value.Length == 0 ? "it is empty" : $"it has fewer than {Least} characters, too few to be hidden in what is shown");
    }
}
