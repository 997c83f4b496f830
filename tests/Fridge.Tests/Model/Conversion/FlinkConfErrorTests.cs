using Fridge.Model.Conversion;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.Conversion;

public class FlinkConfErrorTests
{
    [Fact]
    public void SeveralMistakes_AreAllToldAtOnceInTheOrderOfTheFile() =>
        Refused("""
            # a comment
            a:b
            just words
              jobmanager.heap.size: 512
            taskmanager.numberOfTaskSlots: many
            rest.port: 0   # none
            taskmanager.memory.process.size: 1 giga
            env.java.opts:
            """).ShouldBe([
            "f.yaml:2:1: 'a:b' is not a pair; expected 'key: value' with a blank after the colon; Flink ignores such a line; did you mean 'a: b'?",
            "f.yaml:3:1: 'just words' is not a pair; expected 'key: value' with a blank after the colon; Flink ignores such a line",
            "f.yaml:4:25: 'jobmanager.heap.size' is '512', which is in bytes; expected a size with its unit, such as 512m or 1g; did you mean '512m'?",
            "f.yaml:5:32: 'taskmanager.numberOfTaskSlots' is 'many'; expected a whole number from 1 to 128",
            "f.yaml:6:12: 'rest.port' is '0'; expected a whole number from 1 to 65535",
            "f.yaml:7:34: 'taskmanager.memory.process.size' is '1 giga'; expected a size with its unit, such as 512m or 1g",
            "f.yaml:8:1: 'env.java.opts:' has no value; Flink ignores such a line: give it a value, or remove it",
        ]);

    [Theory]
    [InlineData("", "f.yaml:1:1: no option in this file;")]
    [InlineData("# nothing\n", "f.yaml:1:1: no option in this file;")]
    [InlineData("jobmanager:\n  memory: [\n", "f.yaml:3:1: this is not valid YAML")]
    [InlineData("jobmanager:\n\trpc: x\n", "f.yaml:2:1: a tab in the indentation")]
    [InlineData("a:\n  b: {}\n  c:\n", "f.yaml:3:5: 'a.c' is nothing; give it a value, or remove it")]
    [InlineData("a:\n- b: c\n", "f.yaml:2:1: 'a' is a list;")]
    [InlineData("kind: ConfigMap\ndata:\n  log4j.properties: |\n    a\n", "f.yaml:1:1: a ConfigMap without flink-conf.yaml and config.yaml;")]
    [InlineData("s3.secret-key:EXAMPLE", "f.yaml:1:1: 's3.secret-key:***' is not a pair;")]
    [InlineData("s3.secret-key EXAMPLE", "f.yaml:1:1: 's3.secret-key ***' is not a pair;")]
    [InlineData("jobmanager.web.port: -1", "f.yaml:1:22: 'jobmanager.web.port' is '-1';")]
    [InlineData("env.java.opts:\n   taskmanager.numberOfTaskSlots: 2\nfoo: a: b\n", "f.yaml:1:1: 'env.java.opts:' has no value;")]
    [InlineData("apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nspec: {flinkConfiguration: {rest.port: 1}}\n", "f.yaml:1:1: this is a FlinkDeployment of Kubernetes, not a Flink configuration; write the options of its spec.flinkConfiguration")]
    [InlineData("services:\n  jobmanager:\n    image: flink\n", "f.yaml:1:1: this is a Compose file, not a Flink configuration;")]
    [InlineData("a:\n  b: c\n---\nd: e\n", "f.yaml:3:1: a second YAML document; the file has one document;")]
    [InlineData("kind: ConfigMap\ndata:\n  config.yaml: |\n    rest:\n      port: x\n", "f.yaml:5:13: 'rest.port' is 'x'; expected a whole number")]
    [InlineData("jobmanager.memory.process.size: 1600m\ntaskmanager.memory.process.size: 1728m\ntaskmanager.memory.network.min: 512mb\ntaskmanager.memory.network.max: 256mb\n", "f.yaml:3:1: the TaskManager's memory does not add up:")]
    [InlineData("taskmanager.memory.process.size: 1728m\ntaskmanager.memory.segment-size: 33kb\n", "f.yaml:2:1: the TaskManager's memory does not add up: taskmanager.memory.segment-size is 33kb")]
    [InlineData("taskmanager.memory.process.size: 1728m\ntaskmanager.memory.segment-size: 0\n", "f.yaml:2:1: the TaskManager's memory does not add up: taskmanager.memory.segment-size is 0")]
    [InlineData("taskmanager.memory.process.size: 1728m\ntaskmanager.memory.segment-size: 3\n", "f.yaml:2:1: the TaskManager's memory does not add up: taskmanager.memory.segment-size is 3")]
    [InlineData("taskmanager.memory.process.size: 1728m\ntaskmanager.memory.jvm-metaspace.size: 0\n", "f.yaml:2:1: the TaskManager's memory does not add up: taskmanager.memory.jvm-metaspace.size is 0")]
    [InlineData("jobmanager.memory.process.size: 1600m\ntaskmanager.memory.process.size: 1728m\ntaskmanager.memory.network.fraction: 1.0\n", "f.yaml:3:1: the TaskManager's memory does not add up:")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\ndata:\n  flink-conf.yaml: |\n    rest.port: 1\n---\nkind: Service\n", "f.yaml:6:1: a second YAML document; the file has one document;")]
    [InlineData("taskmanager.memory.process.size: 1728m\njobmanager.memory.jvm-metaspace.size: 0\n", "f.yaml:2:1: the JobManager's memory does not add up: jobmanager.memory.jvm-metaspace.size is 0")]
    [InlineData("taskmanager.memory.process.size: 1400m\ntaskmanager.memory.flink.size: 1280m\n", "f.yaml:2:1: the TaskManager's memory does not add up: The configured Total Process Memory size")]
    [InlineData("kind: ConfigMap\ndata:\n  flink-conf.yaml: |\n\n    rest.port: x\n", "f.yaml:5:16: 'rest.port' is 'x'; expected a whole number")]
    [InlineData("jobmanager.memory.process.size: 64m", "f.yaml:1:1: the JobManager's memory does not add up: ")]
    [InlineData("taskmanager.heap.size: 256m\ntaskmanager.memory.network.min: 1t", "f.yaml:1:24: no process has 'taskmanager.heap.size: 256m' with the other memory options of this file;")]
    public void WhatCannotBeConverted_IsRefusedAtItsPlace(string text, string expected) =>
        Refused(text)[0].ShouldStartWith(expected);

    [Fact]
    public void WindowsLineEndings_ChangeNothing() =>
        FlinkConversion.Convert(new("f.yaml", "rest.port: 8082\r\nheartbeat.interval: 5000\r\n")).Keys.Select(key => key.Value).ShouldBe(["8082", "5000"]);

    private static string[] Refused(string text) =>
        [.. Should.Throw<FlinkConfException>(() => FlinkConversion.Convert(new("f.yaml", text))).Diagnostics.Select(each => each.ToString())];
}
