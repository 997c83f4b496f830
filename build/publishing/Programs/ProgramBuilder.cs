using Fridge.Publishing.Contents;
using Fridge.Publishing.Versions;
using Fridge.Tooling.Processes;

namespace Fridge.Publishing.Programs;

/// <summary>
/// Compiles the front door into one file with the runtime in it. The same commit, SDK and carried files give the same bytes, wherever the
/// checkout lies.
/// </summary>
/// <param name="folder">For what the compiler writes, and for what it made.</param>
public sealed class ProgramBuilder(IProcessRunner processes, string checkout, string folder)
{
    private const string Project = "build/targets";
    private const string Program = "fridge";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public static string FileName(ReleaseTag tag, ProgramPlatform platform) => $"fridge-{tag.Number}-{platform.Rid()}";

    /// <summary>It is compiled, with these files.</summary>
    public bool Has(ReleaseTag tag, ProgramPlatform platform, CarriedFiles carried) => File.Exists(FileOf(tag, platform, carried));

    public async Task<Asset> ReadAsync(ReleaseTag tag, ProgramPlatform platform, CarriedFiles carried, CancellationToken cancellationToken) =>
        new(FileName(tag, platform), await File.ReadAllBytesAsync(FileOf(tag, platform, carried), cancellationToken)) { IsExecutable = true };

    public async Task BuildAsync(ReleaseTag tag, ProgramPlatform platform, CarriedFiles carried, CancellationToken cancellationToken)
    {
        var (file, output) = (FileOf(tag, platform, carried), Path.Combine(folder, "out", platform.Rid()));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var archive = Path.Combine(folder, "carried.tar.gz");
        await File.WriteAllBytesAsync(archive, carried.Archive, cancellationToken);
        await processes.RunAsync(
            new CommandLine("dotnet",
            [
                "publish", Path.Combine(checkout, Project), "--configuration", "Release", "--output", output, "--nologo", "--verbosity", "quiet", "-nodeReuse:false",
                $"-p:Program={platform.Rid()}", $"-p:Carried={archive}", $"-p:ArtifactsPath={Path.Combine(folder, "build")}", $"-p:Version={tag.Number}",
                // Nothing of this machine: no folder's name, no symbols.
                "-p:IncludeSourceRevisionInInformationalVersion=false", $"-p:PathMap={checkout}=/fridge", "-p:DebugType=none", "-p:UseSharedCompilation=false",
            ])
            {
                TimeLimit = Limit,
            },
            cancellationToken: cancellationToken);
        File.Move(Path.Combine(output, Program), file, overwrite: true);
    }

    private string FileOf(ReleaseTag tag, ProgramPlatform platform, CarriedFiles carried) => Path.Combine(folder, carried.Hash[..16], FileName(tag, platform));
}
