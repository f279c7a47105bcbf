using System.Net.Sockets;
using Errand.Hosting;

namespace Errand.Tests.Hosting;

public sealed class StartFailureTests
{
    [Fact]
    public void What_its_operator_can_mend_is_told_in_one_sentence()
    {
        Assert.Equal("wrong", StartFailure.Explain(new SettingsException("wrong"), ""));
        Assert.Equal("refused", StartFailure.Explain(new StoreRefusedException("refused"), ""));
        Assert.Contains("locked", StartFailure.Explain(new StoreUnavailableException("locked"), ""), StringComparison.Ordinal);
        var taken = new IOException("bind", new IOException("in use", new SocketException((int)SocketError.AddressAlreadyInUse)));
        Assert.Contains("http://x:1 is taken", StartFailure.Explain(taken, "http://x:1"), StringComparison.Ordinal);
        Assert.Contains("cannot listen", StartFailure.Explain(new SocketException((int)SocketError.AddressNotAvailable), "http://x:1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_the_program_is_not() => Assert.Null(StartFailure.Explain(new InvalidOperationException("a bug"), ""));
}
