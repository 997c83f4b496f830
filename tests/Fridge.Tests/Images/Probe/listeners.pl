# 8081 answers 200 to /overview and 404 to the rest; 8082 closes without a word; 8083 takes a connection and says nothing.
use strict;
use IO::Socket::INET;
use IO::Select;
$SIG{PIPE} = 'IGNORE';
my %of = map { $_ => IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $_, Listen => 5, ReuseAddr => 1) || die "$_: $!" } 8081 .. 8083;
my %port = map { $of{$_} => $_ } keys %of;
my $select = IO::Select->new(values %of);
my @silent;
while (1) {
    for my $listener ($select->can_read) {
        my $client = $listener->accept or next;
        my $port = $port{$listener};
        push @silent, $client if $port == 8083;
        next if $port != 8081;
        my $line = <$client>;
        next if !defined $line;
        my $status = $line eq "GET /overview HTTP/1.0\r\n" ? '200 OK' : '404 Not Found';
        print $client "HTTP/1.1 $status\r\nContent-Length: 0\r\n\r\n";
        close $client;
    }
}
