using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Errand.Health;

/// <summary>The readiness of the task server among the health checks of a host.</summary>
internal sealed class ErrandHealthCheck(Readiness readiness) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ReadyAnswer answer = await readiness.CheckAsync(cancellationToken);
        string? lines = answer.Lines.Count == 0 ? null : string.Join('\n', answer.Lines);
        return answer.IsReady
            ? HealthCheckResult.Healthy(lines)
            : new HealthCheckResult(context.Registration.FailureStatus, lines);
    }
}
