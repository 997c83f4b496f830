namespace Fridge.Manifests.Swarm;

/// <summary>A rendered stack as files that a person can read: <c>stack.yaml</c> and a folder of configs.</summary>
public static class StackFiles
{
    /// <param name="artifacts">The folder of <c>artifacts/</c>.</param>
    /// <returns>The folder that holds the stack.</returns>
    public static async Task<string> WriteAsync(RenderedStack stack, string artifacts, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(artifacts, "manifests", stack.Name, "swarm");
        var configs = Path.Combine(folder, "configs");
        Directory.CreateDirectory(configs);
        RemoveOthers(configs, stack);
        foreach (var config in stack.Configs)
            await File.WriteAllTextAsync(Path.Combine(configs, config.Name), config.Content, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "stack.yaml"), stack.Compose(), cancellationToken);
        return folder;
    }

    private static void RemoveOthers(string configs, RenderedStack stack)
    {
        var names = stack.Configs.Select(config => config.Name).ToHashSet();
        foreach (var old in Directory.EnumerateFiles(configs).Where(path => !names.Contains(Path.GetFileName(path))))
            File.Delete(old);
    }
}
