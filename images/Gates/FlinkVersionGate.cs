using System.Text.RegularExpressions;
using Fridge.Images.Records;
using Fridge.Tooling;
using Fridge.Tooling.Bills;

namespace Fridge.Images.Gates;

/// <summary>
/// What a job brings of Flink itself (a plug-in, a format, parts of Flink in a jar with everything) is of the cluster's minor version: another's
/// doesn't load there, or fails as it runs. Connectors count their versions by themselves (<c>3.4.0-1.19</c>) and are left to their maker's word.
/// </summary>
internal static partial class FlinkVersionGate
{
    /// <param name="jars">Name and file of each jar.</param>
    /// <param name="version">The cluster's Flink: <c>1.20.5</c>.</param>
    /// <exception cref="FridgeException">One is of another version: which artifact, in which file (exit code 2).</exception>
    public static void Require(string job, IEnumerable<KeyValuePair<string, string>> jars, string version)
    {
        foreach (var (name, file) in jars)
        {
            if (Foreign(file, version) is { } artifact)
            {
                throw new FridgeException(
                    $"{name} of job {job} has {artifact.Name} of Flink {artifact.Version}, and the cluster runs Flink {version}.",
                    $"Build the job with {artifact.Name} for Flink {Minor(version)}; or, where the cluster's Flink has it, leave it out of the jar (Maven's scope \"provided\").",
                    wrongUse: true);
            }
        }
    }

    /// <summary>Nothing of what is no jar: the alignment rewrite refuses that by name.</summary>
    private static BomComponent? Foreign(string file, string version) => BomComponents.ArtifactsOf(File.ReadAllBytes(file)).FirstOrDefault(artifact =>
        artifact.Name.StartsWith("org.apache.flink:", StringComparison.Ordinal)
        && artifact.Version is { } own && FlinksOwn().IsMatch(own) && Minor(own) != Minor(version));

    private static string Minor(string version) => string.Join('.', version.Split('.').Take(2));

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex FlinksOwn();
}
