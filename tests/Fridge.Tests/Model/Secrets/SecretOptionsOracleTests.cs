using System.Text;
using CliWrap;
using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Secrets;

/// <summary>Flink's own <c>GlobalConfiguration.isSensitive</c> decides which options it hides, asked about every option that it has.</summary>
[Trait("Suite", "ci")]
public sealed class SecretOptionsOracleTests
{
    private static readonly string[] Others =
    [
        "s3.access-key", "s3.secret-key", "fs.s3a.secret.key", "fs.s3a.session.token", "fs.s3a.session.key", "fs.s3a.encryption.key", "fs.azure.account.key.a",
        "metrics.reporter.a.apikey", "metrics.reporter.a.api-key", "a.auth-params", "a.service-key", "a.basic-auth", "a.JAAS.config", "a.http-headers", "a.PASSWORD", "a.Token",
    ];

    [Fact]
    public async Task WhatFlinkHides_IsWhatTheRuleSays()
    {
        var flink = await FlinkDistribution.GetAsync();
        var keys = File.ReadLines(Checkout.File("model", "Keys", "flink-1.20.keys")).Skip(1).Select(line => line.Split(' ')[0]).Concat(Others).ToList();
        var answer = new StringBuilder();

        await Cli.Wrap("java")
            .WithArguments(["-Xmx128m", "-cp", string.Join(Path.PathSeparator, Directory.GetFiles(flink.Lib, "*.jar")), Checkout.File("tests/Fridge.Tests/Model/Secrets/SecrecyOracle.java"), .. keys])
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(answer))
            .ExecuteAsync(TestContext.Current.CancellationToken);

        answer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(keys.Select(key => $"{key} {(SecretOptions.IsHiddenByFlink(key) ? "true" : "false")}"));
        keys.Count(SecretOptions.IsHiddenByFlink).ShouldBeGreaterThan(20);
    }
}
