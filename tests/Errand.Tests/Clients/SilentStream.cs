namespace Errand.Tests.Clients;

/// <summary>What there is, and then nothing.</summary>
internal sealed class SilentStream(byte[] content) : CutStream(content)
{
    protected override async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }
}
