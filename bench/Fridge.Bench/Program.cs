using Fridge.Bench.Deploy;
using Fridge.Bench.Running;

return await BenchHost.RunAsync(args, verb => verb switch
{
    "deploy" => DeployBenchmark.RunAsync,
    _ => null,
});
