using System.Collections.Immutable;
using System.Security.Cryptography;
using Fridge.Publishing.Contents;
using Fridge.Publishing.Versions;
using Fridge.Tooling.Bills;
using Fridge.Tooling.Processes;

namespace Fridge.Publishing.Programs;

/// <summary>
/// Compiles the front door into one file with the runtime in it, and writes its bills of materials. The same commit, SDK and carried files give the same bytes,
/// wherever the checkout lies.
/// </summary>
/// <param name="folder">For what the compiler writes, and for what it made.</param>
public sealed class ProgramBuilder(IProcessRunner processes, string checkout, string folder)
{
    private const string Project = "build/targets";
    private const string Program = "fridge";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public static string FileName(ReleaseTag tag, ProgramPlatform platform) => $"{Program}-{tag.Number}-{platform.Rid()}";

    /// <summary>The program, then its bills.</summary>
    public static ImmutableArray<string> FileNames(ReleaseTag tag, ProgramPlatform platform) => [FileName(tag, platform), BillName(tag, platform, "cdx"), BillName(tag, platform, "spdx")];

    /// <summary>It is compiled, with these files; its bills are written before it is.</summary>
    public bool Has(ReleaseTag tag, ProgramPlatform platform, CarriedFiles carried) => File.Exists(FileOf(FileName(tag, platform), carried));

    /// <returns>The program, then its bills.</returns>
    public async Task<ImmutableArray<Asset>> ReadAsync(ReleaseTag tag, ProgramPlatform platform, CarriedFiles carried, CancellationToken cancellationToken)
    {
        var assets = await Task.WhenAll(FileNames(tag, platform).Select(async name => new Asset(name, await File.ReadAllBytesAsync(FileOf(name, carried), cancellationToken))));
        return [assets[0] with { IsExecutable = true }, .. assets[1..]];
    }

    public async Task BuildAsync(ReleaseTag tag, ProgramPlatform platform, CarriedFiles carried, CancellationToken cancellationToken)
    {
        var (file, output) = (FileOf(FileName(tag, platform), carried), Path.Combine(folder, "out", platform.Rid()));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var archive = Path.Combine(folder, "carried.tar.gz");
        await File.WriteAllBytesAsync(archive, carried.Archive, cancellationToken);
        await processes.RunAsync(
            new CommandLine("dotnet",
            [
                "publish", Path.Combine(checkout, Project), "--configuration", "Release", "--output", output, "--nologo", "--verbosity", "quiet", "-nodeReuse:false",
                $"-p:Program={platform.Rid()}", $"-p:Carried={archive}", $"-p:ArtifactsPath={Compiled}", $"-p:Version={tag.Number}",
                // Nothing of this machine: no folder's name, no symbols.
                "-p:IncludeSourceRevisionInInformationalVersion=false", $"-p:PathMap={checkout}=/fridge", "-p:DebugType=none", "-p:UseSharedCompilation=false",
            ])
            {
                TimeLimit = Limit,
            },
            cancellationToken: cancellationToken);
        await WriteBillsAsync(tag, platform, carried, Path.Combine(output, Program), cancellationToken);
        File.Move(Path.Combine(output, Program), file, overwrite: true);
    }

    private string Compiled => Path.Combine(folder, "build");

    private async Task WriteBillsAsync(ReleaseTag tag, ProgramPlatform platform, CarriedFiles carried, string program, CancellationToken cancellationToken)
    {
        var intermediate = Path.Combine(Compiled, "obj", "Fridge.Build");
        var libraries = await File.ReadAllTextAsync(Path.Combine(intermediate, $"release_{platform.Rid()}", $"{Program}.deps.json"), cancellationToken);
        var packages = PackageFolders.Of(await File.ReadAllTextAsync(Path.Combine(intermediate, "project.assets.json"), cancellationToken));
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(program, cancellationToken)));
        var bill = ProgramBill.Of(FileName(tag, platform), tag.Number, hash, libraries, packages);
        await File.WriteAllTextAsync(FileOf(BillName(tag, platform, "cdx"), carried), bill.ToJson(), cancellationToken);
        await File.WriteAllTextAsync(FileOf(BillName(tag, platform, "spdx"), carried), SpdxBill.Of(bill, $"{carried.Made.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}").ToJson(), cancellationToken);
    }

    /// <summary>As those of images are named.</summary>
    private static string BillName(ReleaseTag tag, ProgramPlatform platform, string form) => $"{Program}-{tag.Number}-sbom-{platform.Rid()}.{form}.json";

    private string FileOf(string name, CarriedFiles carried) => Path.Combine(folder, carried.Hash[..16], name);
}
