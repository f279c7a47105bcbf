using Errand.Access;
using Errand.Storage;
using Errand.Storage.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Errand.Web.Access;

/// <summary>Keeps a program that is nothing but Errand from listening where other machines reach it while nobody could use it, and notes
/// when it does so for anyone.</summary>
internal sealed class AccessStart(
    AccessOptions access, IOptions<WebOptions> options, OpenServer server, KeyRing ring, IKeyStore store, AuditLog audit)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the store was opened, and before the server listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (server.IsAlone && access is { Anonymous: null, AcceptsTokens: false } && Elsewhere() is { } address
            && !(await ring.FindKeysAsync()).HasAny)
        {
            throw new OptionsValidationException(
                nameof(AccessOptions), typeof(AccessOptions),
                [
                    $"The server is to listen on {address}, where other machines reach it, but there is no key: make one with "
                    + "`keys create NAME --scope \"*\"`, or say with ERRAND_ANONYMOUS what callers without a key may do "
                    + "(ERRAND_INSECURE=1: everything).",
                ]);
        }
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (server.Addresses is [_, ..] open)
        {
            audit.TellOpen(open);
            await store.AppendAuditAsync(new AuditEntry(Principal.System.Subject, AuditActions.OpenStart, string.Join(' ', open)));
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An address that is not this machine's alone; null when there is none.</summary>
    private string? Elsewhere() =>
        options.Value.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(url => !ListenPlaces.IsLoopback(BindingAddress.Parse(url)));
}
