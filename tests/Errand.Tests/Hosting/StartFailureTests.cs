using System.Net.Sockets;
using Errand.Hosting;
using Errand.Storage;

namespace Errand.Tests.Hosting;

public sealed class StartFailureTests
{
    [Fact]
    public void What_its_operator_can_mend_is_told_in_one_sentence()
    {
        Assert.Equal(new StartFailure("wrong", 78), StartFailure.Of(new SettingsException("wrong"), ""));
        Assert.Equal(new StartFailure("refused", 78), StartFailure.Of(new StoreRefusedException("refused"), ""));
        Assert.Equal(new StartFailure("no form", 78), StartFailure.Of(new ArgumentException("no form"), "", isUnfitTask: true));
        var taken = new IOException("bind", new IOException("in use", new SocketException((int)SocketError.AddressAlreadyInUse)));
        Assert.Contains("http://x:1 is taken", StartFailure.Of(taken, "http://x:1")!.Sentence, StringComparison.Ordinal);
        var elsewhere = new SocketException((int)SocketError.AddressNotAvailable);
        Assert.Contains("cannot listen", StartFailure.Of(elsewhere, "http://x:1")!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_is_away_is_no_wrong_setting()
    {
        StartFailure failure = StartFailure.Of(new StoreUnavailableException("locked"), "")!;
        Assert.Equal(1, failure.ExitCode);
        Assert.Contains("locked", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_the_program_is_not_explained() => Assert.Null(StartFailure.Of(new InvalidOperationException("a bug"), ""));
}
